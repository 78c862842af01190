import { basename, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import type { ManagedService } from '../managed/managed-services.ts'
import {
  type Candidate,
  inContainers,
  inEnvironment,
  inHome,
  inHomes,
  inManaged,
  inProcesses,
  inServices,
} from './candidates.ts'
import { configNames, type Installation, type Product } from './installation.ts'
import type { Sources } from './sources.ts'

const maxInstallations = 50

export interface LocateOptions {
  /** `--moltbot-home`: look only there. */
  moltbotHome: string | null
  /** What this agent installed; found wherever it is. */
  managed: readonly ManagedService[]
}

/** All installations on this host, each once, however many ways led to it. The plain OpenClaw of a home comes first. */
export async function locate(
  host: Host,
  sources: Sources,
  { moltbotHome, managed }: LocateOptions,
): Promise<Installation[]> {
  const [users, facts] = await Promise.all([host.system.users(), host.system.facts()])
  const [services, containers, processes] = await Promise.all([
    sources.services(users),
    sources.containers(),
    inProcesses(host),
  ])
  const places =
    moltbotHome === null
      ? [...(await inHomes(host, users)), ...inEnvironment(host.system.environment(), facts.agentUser.home)]
      : await inHome(host, moltbotHome)
  const candidates = [
    ...inManaged(managed),
    ...places,
    ...processes,
    ...inServices(services, users, facts.agentUser),
    ...inContainers(containers),
  ]

  const found = new Map<string, Installation>()
  const within = moltbotHome === null ? null : await host.files.resolve(moltbotHome)
  for (const candidate of candidates) {
    const installation = await examine(host, candidate)
    if (!installation) continue
    if (moltbotHome !== null && !installation.managed && (within === null || !isWithin(installation.stateDir, within)))
      continue
    const before = found.get(installation.identity)
    found.set(installation.identity, before ? merge(before, installation) : installation)
  }
  if (moltbotHome === null) {
    for (const container of containers.filter(({ stateDir }) => stateDir === null)) {
      const installation = ofContainer(container)
      found.set(installation.identity, installation)
    }
  }
  return [...found.values()].sort(byProduct).slice(0, maxInstallations)
}

/** An installation if there is one at that place, and it is that user's. */
async function examine(host: Host, candidate: Candidate): Promise<Installation | null> {
  const stateDir = await host.files.resolve(candidate.path).catch(() => null)
  const folder = stateDir === null ? null : await host.files.facts(stateDir).catch(() => null)
  if (stateDir === null || folder?.kind !== 'directory') return null
  // Nobody's link, process or unit may say where the config of another user is: a root agent would read it as theirs.
  const { ownerUid } = candidate
  const isInHome = candidate.foundBy === 'state_dir' && stateDir === candidate.path
  if (ownerUid !== null && folder.uid !== ownerUid && !isInHome) return null
  const names = await host.files.list(stateDir).catch(() => null)
  const configName = configNames.find((name) => names?.includes(name))
  const isState = names === null || names.includes('state') || names.includes('tmp')
  if (!configName && !isState && !candidate.configPath) return null
  const name = basename(stateDir)
  return {
    identity: stateDir,
    product: productOf(name, configName),
    profile: /^\.openclaw-(.+)$/.exec(name)?.[1] ?? null,
    stateDir,
    configPath: candidate.configPath ?? join(stateDir, configName ?? configNames[0]),
    ownerUid: folder.uid,
    foundBy: [candidate.foundBy],
    portHint: candidate.portHint ?? null,
    service: candidate.service ?? null,
    container: candidate.container ?? null,
    managed: candidate.managed ?? null,
    candidatePid: candidate.candidatePid ?? null,
  }
}

function ofContainer(container: NonNullable<Installation['container']>): Installation {
  return {
    identity: `docker:${container.name}`,
    product: productOf(container.image, undefined),
    profile: null,
    stateDir: '/home/node/.openclaw',
    configPath: '/home/node/.openclaw/openclaw.json',
    ownerUid: -1,
    foundBy: ['container'],
    portHint: container.hostPort,
    service: null,
    container,
    managed: null,
    candidatePid: null,
  }
}

function merge(one: Installation, other: Installation): Installation {
  const named = other.foundBy.some((by) => by === 'process' || by === 'service' || by === 'config')
  return {
    ...one,
    // What a process or service says about its config is newer than the default.
    configPath: named && one.managed === null ? other.configPath : one.configPath,
    foundBy: [...new Set([...one.foundBy, ...other.foundBy])],
    portHint: one.portHint ?? other.portHint,
    service: one.service ?? other.service,
    container: one.container ?? other.container,
    managed: one.managed ?? other.managed,
    candidatePid: one.candidatePid ?? other.candidatePid,
  }
}

function productOf(name: string, configName: string | undefined): Product {
  const text = configName ?? name
  return text.includes('clawdbot') ? 'clawdbot' : text.includes('moltbot') ? 'moltbot' : 'openclaw'
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function byProduct(one: Installation, other: Installation): number {
  const rank = ({ product, profile }: Installation) => (product === 'openclaw' ? 0 : 2) + (profile === null ? 0 : 1)
  return rank(one) - rank(other) || (one.identity < other.identity ? -1 : 1)
}
