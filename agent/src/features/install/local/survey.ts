import { join } from 'node:path'
import type { components } from '@moltbot-ops/api/types'
import type { Clock } from '../../../core/clock.ts'
import { Problem } from '../../../core/problem.ts'
import type {
  Effects,
  EngineFacts,
  PackageTree,
  PackageVersion,
  Runtime,
  ServiceManagerKind,
} from '../../../host/effects.ts'
import type { DiskSpace, Host } from '../../../host/host.ts'
import { type Channel, findVersion, type ReleaseChannel, resolveChannel } from './channels.ts'
import { type FoundImage, findImage } from './find-image.ts'
import { findPlace, type InstallPlace, isSealed } from './place.ts'
import { packageName, type Registry } from './registry.ts'

export type Method = components['schemas']['InstallMethod']['method']

export interface Wishes {
  method?: Method | undefined
  channel: Channel
  version?: string | undefined
  port?: number | undefined
  image?: string | undefined
  serviceManager?: ServiceManagerKind | undefined
}

export interface SurveyDeps {
  host: Host
  effects: Effects
  clock: Clock
  registry: Registry
  /** The agent's own state directory. */
  stateDir: string
  runtime(): Promise<Runtime>
  /** State directories and ports of the gateways that are here. */
  installed(): { identity: string; port: number | null; label: string }[]
}

/** The package, where the method is npm; `fault` says why it cannot be had. */
export interface NpmSource {
  version: PackageVersion
  channel: ReleaseChannel
  tree: PackageTree
  /** The Node that this version gets. */
  node: { package: string; version: string; tree: PackageTree }
}

/** Everything that a plan and a preflight stand on, as it is now. Nothing is changed by looking. */
export interface Survey {
  wishes: Wishes
  place: InstallPlace
  /** Something runs as the account already, so that what it installs could not be sealed. */
  accountIsBusy: boolean
  port: number
  /** Who listens on the port now; null when it is free. */
  portTakenBy: string | null
  disk: DiskSpace | null
  memoryBytes: number
  engine: EngineFacts | null
  image: FoundImage | null
  brew: string | null
  npm: NpmSource | { fault: Problem }
  managers: { kind: ServiceManagerKind; available: boolean; reason: string }[]
  installed: { identity: string; port: number | null; label: string }[]
  /** A configuration lies already where one would be written, whether or not its MoltBot is seen. */
  isConfigThere: boolean
  agentIsRoot: boolean
}

const firstPort = 18_789
const portsTried = 50
/** Upstream: at least this many ports between two gateways, because others derive from the first. */
const portStep = 120

export async function survey(deps: SurveyDeps, wishes: Wishes): Promise<Survey> {
  const { host, effects, stateDir } = deps
  const facts = await host.system.facts()
  const place = await findPlace({
    accounts: effects.accounts,
    files: host.files,
    agentUid: facts.agentUser.uid,
    stateDir,
  })
  const installed = deps.installed()
  const engine = await effects.images.engine().catch(() => null)
  const [port, disk, brew, npm, accountIsIdle, config, managers] = await Promise.all([
    choosePort(host, wishes.port, installed),
    host.system.diskOf(place.root).catch(() => null),
    effects.programs.find('brew'),
    findPackage(deps, wishes),
    place.makesAccount || !isSealed(place) || effects.accounts.isIdle(place.owner),
    host.files.facts(place.configPath),
    Promise.all(
      effects.serviceManagers.map(async (manager) => ({
        kind: manager.kind,
        ...(await manager.available(place.owner)),
      })),
    ),
  ])
  return {
    wishes,
    place,
    accountIsBusy: !accountIsIdle,
    ...port,
    disk,
    memoryBytes: facts.memoryBytes,
    engine,
    image: engine === null ? null : await findImage(effects.images, wishes.image),
    brew,
    npm,
    managers,
    installed,
    isConfigThere: config !== null,
    agentIsRoot: facts.agentUser.uid === 0,
  }
}

async function findPackage(deps: SurveyDeps, { channel, version }: Wishes): Promise<Survey['npm']> {
  const { registry, effects } = deps
  // Never as the account that MoltBot runs as: it would ask the registry that MoltBot names in its own npmrc, in a folder
  // that MoltBot can write, and the approval would be of what MoltBot wants.
  const asker = await self(deps)
  try {
    const facts = await registry.describe(asker)
    const found = findVersion(facts, channel, version)
    const node = effects.packages.runtimeFor(found.node)
    if (node === null) {
      throw new Problem('plan_impossible', `No Node that this version needs (${found.node}) is known for this machine.`)
    }
    const [tree, nodeTree] = await Promise.all([
      registry.resolve(asker, packageName, found.version),
      registry.resolve(asker, node.package, node.version),
    ])
    const named = resolveChannel(facts, channel)
    const release = version === undefined ? named : { channel, version, tag: null, fallback: null }
    return { version: found, channel: release, tree, node: { ...node, tree: nodeTree } }
  } catch (error) {
    if (error instanceof Problem) return { fault: error }
    throw error
  }
}

async function self({ effects, host }: SurveyDeps) {
  const { agentUser } = await host.system.facts()
  const account = await effects.accounts.byUid(agentUser.uid)
  return account ?? { ...agentUser, gid: agentUser.uid }
}

/** The wished port as it is; else the first that is free and far enough from other gateways. */
async function choosePort(host: Host, wished: number | undefined, installed: Survey['installed']) {
  const ports = wished === undefined ? Array.from({ length: portsTried }, (_, n) => firstPort + n * portStep) : [wished]
  const taken = new Map((await host.network.listeners(ports)).map((listener) => [listener.port, listener]))
  const ofOthers = new Set(installed.map(({ port }) => port))
  const port = wished ?? ports.find((one) => !taken.has(one) && !ofOthers.has(one)) ?? firstPort
  const listener = taken.get(port)
  if (listener === undefined) return { port, portTakenBy: null }
  return { port, portTakenBy: listener.pid === null ? 'a program of another user' : `process ${listener.pid}` }
}

export const nodeBinary = (prefix: string, node: { package: string }) =>
  join(prefix, 'node', 'node_modules', node.package, 'bin', 'node')
