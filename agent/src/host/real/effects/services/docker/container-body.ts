import type Dockerode from 'dockerode'
import type { ServiceDefinition } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { serviceTitle } from '../check-definition.ts'

/** Whose container it is: one without it is never touched. Its value is the service's name. */
export const instanceLabel = 'moltbot-ops.instance'
/** On which port of loopback it answers, whichever network it has. */
export const portLabel = 'moltbot-ops.port'

/** How often the engine itself tries again; the agent looks at what is left after that. */
export const engineTries = 10

export interface EngineTraits {
  rootless: boolean
  /** The engine has an init program for containers, which passes signals on and buries orphans. */
  hasInit: boolean
}

export function volumeName(name: string): string {
  return `${serviceTitle(name)}-state`
}

/**
 * The state directory as a volume under our own name: config, backups and locks stay where every other manager has them,
 * and no path of the host but this one gets into the container.
 */
export function volumeBody({ name, stateDir }: ServiceDefinition): Dockerode.VolumeCreateOptions & { Name: string } {
  return {
    Name: volumeName(name),
    Driver: 'local',
    DriverOpts: { type: 'none', o: 'bind', device: stateDir },
    Labels: { [instanceLabel]: name },
  }
}

/**
 * Body of `POST /containers/create`, see the Engine API. Memory is left unlimited: upstream's start alone takes 1 GiB.
 * @throws HostError unsafe
 */
export function containerBody(
  definition: ServiceDefinition,
  { rootless, hasInit }: EngineTraits,
): Dockerode.ContainerCreateOptions {
  const { name, owner, command, environment, workingDirectory, stateDir, port } = definition
  const portKey = `${port}/tcp`
  const host = definition.hostNetwork === true
  // A rootless engine's root is the owner of the engine, and any other number is nobody's.
  const user = rootless ? { uid: 0, gid: 0 } : owner
  const published = { ExposedPorts: { [portKey]: {} } }
  return {
    name: serviceTitle(name),
    Image: pinned(definition.image),
    User: `${user.uid}:${user.gid}`,
    Cmd: command,
    Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
    WorkingDir: workingDirectory,
    Labels: {
      [instanceLabel]: name,
      [portLabel]: String(port),
      'moltbot-ops.description': definition.description,
    },
    StopSignal: 'SIGTERM',
    StopTimeout: Math.max(1, Math.ceil(definition.stopBudgetMs / 1000)),
    Healthcheck: {
      Test: ['CMD', 'node', '-e', healthScript(port)],
      Interval: 30e9,
      Timeout: 15e9,
      StartPeriod: definition.startBudgetMs * 1e6,
      Retries: 3,
    },
    ...(host ? {} : published),
    HostConfig: {
      Mounts: [
        {
          Type: 'volume',
          Source: volumeName(name),
          Target: stateDir,
          VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
        },
      ],
      Tmpfs: homeOf(definition, user),
      NetworkMode: host ? 'host' : 'bridge',
      PortBindings: host ? {} : { [portKey]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: engineTries },
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Init: hasInit,
      PidsLimit: 4096,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    },
  }
}

/** An image has no such home, and what it makes for a mount belongs to root. What is written beside the state is not kept. */
function homeOf(
  { environment, stateDir }: ServiceDefinition,
  { uid, gid }: { uid: number; gid: number },
): Record<string, string> {
  const home = environment.HOME
  if (home === undefined || home === '/' || `${home}/`.startsWith(`${stateDir}/`)) return {}
  return { [home]: `rw,exec,nosuid,nodev,size=512m,mode=0700,uid=${uid},gid=${gid}` }
}

/** MoltBot answers unknown paths with 200 and a web page, so only JSON counts. */
function healthScript(port: number): string {
  const isJson = "/json/.test(r.headers.get('content-type')||'')"
  return `fetch('http://127.0.0.1:${port}/healthz').then(r=>process.exit(r.status===200&&${isJson}?0:1),()=>process.exit(1))`
}

function pinned(image: string | undefined): string {
  if (image !== undefined && /^(?:[a-z0-9][a-z0-9._:/-]*@)?sha256:[0-9a-f]{64}$/.test(image)) return image
  throw new HostError('unsafe', `${image ?? 'No image'} is not named by its digest, so it could change under us.`)
}
