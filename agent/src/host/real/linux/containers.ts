import { stat } from 'node:fs/promises'
import type { ContainerFacts, Containers } from '../../host.ts'
import { withDeadline } from '../deadline.ts'
import { instanceLabel, portLabel, volumeName } from '../effects/services/docker/container-body.ts'
import { containerImage } from '../gateway-names.ts'

/** Ports of the gateway inside the official image, and where its state is mounted. */
const gatewayPort = '18789/tcp'
const stateMount = '/home/node/.openclaw'
const deadlineMs = 1500
const maxContainers = 50

/** Containers through the engine's API. The client library is loaded only where there is a socket: it is large. */
export function createContainers(socketPath = '/var/run/docker.sock'): Containers {
  return {
    async list() {
      const socket = await stat(socketPath).catch(() => null)
      if (!socket?.isSocket()) return []
      return withDeadline('Asking the container engine', deadlineMs, listContainers(socketPath))
    },
  }
}

async function listContainers(socketPath: string): Promise<ContainerFacts[]> {
  const { default: Docker } = await import('dockerode')
  const engine = new Docker({ socketPath, timeout: deadlineMs })
  const all = await engine.listContainers({ all: true })
  // Some engines say null where there are no labels.
  const ours = all.filter(({ Image, Labels }) => Labels?.[instanceLabel] !== undefined || containerImage.test(Image))
  return Promise.all(
    ours.slice(0, maxContainers).map(async ({ Id, Image }) => {
      const { Name, State, RestartCount, Mounts, NetworkSettings, Config } = await engine.getContainer(Id).inspect()
      const instance = Config.Labels?.[instanceLabel]
      const published = Config.Labels?.[portLabel] ?? NetworkSettings.Ports[gatewayPort]?.[0]?.HostPort
      const port = Number(published ?? Number.NaN)
      const state = Mounts.find((mount) =>
        instance === undefined
          ? mount.Type === 'bind' && mount.Destination === stateMount
          : mount.Type === 'volume' && mount.Name === volumeName(instance),
      )
      const started = Date.parse(State.StartedAt)
      return {
        id: Id,
        name: Name.replace(/^\//, ''),
        image: Image,
        running: State.Running,
        // The engine says year 1 for a container that was never started.
        startedAt: started > 0 ? started : null,
        restartCount: RestartCount,
        exitCode: State.Running ? null : State.ExitCode,
        hostPort: Number.isInteger(port) ? port : null,
        // One that we made has its state at the same path inside as outside.
        stateDir: (instance === undefined ? state?.Source : state?.Destination) ?? null,
        pid: State.Pid > 0 ? State.Pid : null,
      }
    }),
  )
}
