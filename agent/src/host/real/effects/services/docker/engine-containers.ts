import type { Container, ContainerCreateOptions, ContainerInspectInfo } from 'dockerode'
import type { ServiceDefinition } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { checkName, longestStopMs, serviceTitle } from '../check-definition.ts'
import { type EngineTraits, instanceLabel, volumeBody, volumeName } from './container-body.ts'
import { type Engine, statusOf } from './engine.ts'

/** Our containers in an engine; what has our name but not our label is `HostError('unsafe')`, and stays as it is. */
export interface EngineContainers {
  find(name: string): Promise<ContainerInspectInfo | null>
  /** @throws HostError failed when there is none */
  must(name: string): Promise<ContainerInspectInfo>
  create(definition: ServiceDefinition, body: ContainerCreateOptions): Promise<void>
  /** The container and the volume's name; the state directory behind it stays. */
  removeAll(name: string): Promise<void>
  start(id: string): Promise<void>
  /** Within the container's own stop timeout, like `stop`. */
  restart(id: string): Promise<void>
  stop(id: string): Promise<void>
  /** How often the engine itself tries again after a failure; 0 for never. */
  setTries(id: string, tries: number): Promise<void>
  traits(): Promise<Omit<EngineTraits, 'rootless'> & { hasBridge: boolean }>
}

const stopTimeoutMs = longestStopMs + 60_000

export function createEngineContainers(engine: Engine): EngineContainers {
  const find = async (name: string) => {
    checkName(name)
    const title = serviceTitle(name)
    const container = await engine.find('Looking at the container', (api) => api.getContainer(title).inspect())
    if (container === null || container.Config.Labels?.[instanceLabel] === name) return container
    throw new HostError('unsafe', `The container ${title} was not made by MoltBot Ops, so it is left as it is.`)
  }
  const findVolume = async (name: string) => {
    const volume = await engine.find('Looking at the volume', (api) => api.getVolume(volumeName(name)).inspect())
    if (volume === null || volume.Labels?.[instanceLabel] === name) return volume
    throw new HostError('unsafe', `The volume ${volumeName(name)} was not made by MoltBot Ops, so it is left as it is.`)
  }
  const turn = (id: string, what: string, call: (container: Container) => Promise<unknown>) =>
    engine.ask(
      what,
      async (api) => {
        await call(api.getContainer(id)).catch(ignoreAlready)
      },
      stopTimeoutMs,
    )
  return {
    find,
    async must(name) {
      const container = await find(name)
      if (container === null) throw new HostError('failed', `No service is called ${name}.`)
      return container
    },
    async create(definition, body) {
      await engine.ask('The volume could not be made', (api) => api.createVolume(volumeBody(definition)))
      await engine.ask('The container could not be made', (api) => api.createContainer(body))
    },
    async removeAll(name) {
      const [container, volume] = [await find(name), await findVolume(name)]
      if (container !== null) {
        await engine.ask('Removing the container', (api) => api.getContainer(container.Id).remove({ force: true }))
      }
      if (volume !== null) await engine.ask('Removing the volume', (api) => api.getVolume(volumeName(name)).remove())
    },
    start: (id) => turn(id, 'The container did not start', (container) => container.start()),
    restart: (id) => turn(id, 'The container did not restart', (container) => container.restart()),
    stop: (id) => turn(id, 'The container did not stop', (container) => container.stop()),
    async setTries(id, tries) {
      const RestartPolicy = tries === 0 ? { Name: 'no' } : { Name: 'on-failure', MaximumRetryCount: tries }
      await engine.ask('Setting how often it is tried', (api) => api.getContainer(id).update({ RestartPolicy }))
    },
    async traits() {
      const { Components } = await engine.ask('Asking for the engine’s version', (api) => api.version())
      const networks = await engine.ask('Asking for networks', (api) => api.listNetworks())
      return {
        hasInit: Components?.some(({ Name, Version }) => Name === 'docker-init' && Version !== '') ?? false,
        hasBridge: networks.some(({ Driver }) => Driver === 'bridge'),
      }
    },
  }
}

/** 304: it already is as it should be. */
function ignoreAlready(error: unknown): void {
  if (statusOf(error) !== 304) throw error
}
