import { join } from 'node:path'
import type { ContainerFacts, Host, ServiceFacts, User } from '../../host/host.ts'
import type { ManagedService } from '../managed/managed-services.ts'
import { configNames, type FoundBy } from './installation.ts'

/** A place that may hold an installation. */
export interface Candidate {
  path: string
  foundBy: FoundBy
  /** Whose directory it must be; null where anybody's will do, because the operator named it. */
  ownerUid: number | null
  configPath?: string
  portHint?: number
  service?: ServiceFacts
  container?: ContainerFacts
  managed?: ManagedService
  candidatePid?: number
}

const homeDir = /^\.(?:openclaw(?:-[\w.-]{1,64})?|moltbot|clawdbot)$/
const gatewayName = 'openclaw-gatewa'
const variables = [
  'HOME',
  'OPENCLAW_HOME',
  'OPENCLAW_STATE_DIR',
  'OPENCLAW_CONFIG_PATH',
  'OPENCLAW_PROFILE',
  'OPENCLAW_GATEWAY_PORT',
]

/** What `--moltbot-home DIR` means: DIR itself when it is a state directory, else `DIR/state`, and every `.openclaw…` in it. */
export async function inHome(host: Host, home: string): Promise<Candidate[]> {
  const names = await host.files.list(home).catch((): string[] => [])
  const has = async (path: string) => (await host.files.facts(join(home, path)).catch(() => null)) !== null
  const own = configNames.some((name) => names.includes(name)) || (await has('state/openclaw.sqlite'))
  const nested = !own && (await has('state/openclaw.json'))
  const paths = [...(own ? [home] : []), ...(nested ? [join(home, 'state')] : [])]
  const hidden = names.filter((name) => homeDir.test(name)).map((name) => join(home, name))
  return [...paths, ...hidden].map((path) => ({ path, foundBy: 'option', ownerUid: null }))
}

/** `~/.openclaw`, `~/.openclaw-<profile>`, and the places of the earlier products. */
export async function inHomes(host: Host, users: User[]): Promise<Candidate[]> {
  const found = await Promise.all(
    users.map(async ({ home, uid }) => {
      const names = await host.files.list(home).catch((): string[] => [])
      const ours = names.filter((name) => homeDir.test(name))
      return ours.map((name): Candidate => ({ path: join(home, name), foundBy: 'state_dir', ownerUid: uid }))
    }),
  )
  return found.flat()
}

/** Where the agent's own environment points to. */
export function inEnvironment(environment: Record<string, string>, home: string): Candidate[] {
  const names = ['OPENCLAW_STATE_DIR', 'OPENCLAW_CONFIG_PATH', 'OPENCLAW_HOME', 'OPENCLAW_PROFILE']
  if (!names.some((name) => environment[name])) return []
  return fromVariables({ ...environment, HOME: home }, { foundBy: 'config', ownerUid: null })
}

/** Running processes that call themselves like the gateway; the name is a hint, their lock file proves them later. */
export async function inProcesses(host: Host): Promise<Candidate[]> {
  const processes = await host.processes.withNamePrefix(gatewayName)
  const found = await Promise.all(
    processes.slice(0, 50).map(async ({ pid, uid }) => {
      const environment = await host.processes.environment(pid, variables)
      return fromVariables(environment, { foundBy: 'process', ownerUid: exceptRoot(uid), candidatePid: pid })
    }),
  )
  return found.flat()
}

export function inServices(services: ServiceFacts[], users: User[], self: User): Candidate[] {
  return services.flatMap((service) => {
    const owner = users.find(({ uid }) => uid === service.ownerUid) ?? self
    return fromVariables(
      { HOME: owner.home, ...service.environment },
      {
        foundBy: 'service',
        ownerUid: exceptRoot(service.ownerUid),
        service,
      },
    )
  })
}

/** What root runs may serve anybody's folder; what a user runs says something about that user's own alone. */
function exceptRoot(uid: number): number | null {
  return uid === 0 ? null : uid
}

/** What this agent installed: it knows the place and whose it is. */
export function inManaged(services: readonly ManagedService[]): Candidate[] {
  return services.map((managed) => ({
    path: managed.stateDir,
    foundBy: 'service',
    ownerUid: managed.definition.owner.uid,
    configPath: managed.configPath,
    portHint: managed.definition.port,
    managed,
  }))
}

/** Containers whose state lies in a folder of this host; those with a volume have no folder that may be read. */
export function inContainers(containers: ContainerFacts[]): Candidate[] {
  return containers.flatMap((container) => {
    const hint = container.hostPort === null ? {} : { portHint: container.hostPort }
    if (container.stateDir === null) return []
    return [{ path: container.stateDir, foundBy: 'container' as const, ownerUid: null, container, ...hint }]
  })
}

type Origin = Omit<Candidate, 'path'>

/** The state directory as upstream finds it: named outright, else by home and profile. */
function fromVariables(environment: Record<string, string>, origin: Origin): Candidate[] {
  const home = environment.OPENCLAW_HOME ?? environment.HOME
  const profile = environment.OPENCLAW_PROFILE
  const suffix = profile && profile !== 'default' ? `-${profile}` : ''
  const path = environment.OPENCLAW_STATE_DIR ?? (home && join(home, `.openclaw${suffix}`))
  if (!path?.startsWith('/')) return []
  const port = Number(environment.OPENCLAW_GATEWAY_PORT)
  const configPath = environment.OPENCLAW_CONFIG_PATH
  return [
    {
      ...origin,
      path,
      ...(configPath?.startsWith('/') && { configPath }),
      ...(Number.isInteger(port) && port > 0 && port < 65_536 && { portHint: port }),
    },
  ]
}
