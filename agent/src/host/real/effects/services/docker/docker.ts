import { join } from 'node:path'
import type { Clock } from '../../../../../core/clock.ts'
import type { Log } from '../../../../../core/log.ts'
import { createOneAtATime } from '../../../../../core/one-at-a-time.ts'
import type { Images, ServiceDefinition, ServiceManager, ServiceState } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { checkDefinition, serviceTitle } from '../check-definition.ts'
import { containerBody, engineTries, volumeBody, volumeName } from './container-body.ts'
import { describeContainer } from './container-state.ts'
import { createEngine } from './engine.ts'
import { createEngineContainers } from './engine-containers.ts'
import { createWantedStates } from './wanted-state.ts'
import { type ContainerEvent, type EngineWatch, watchEngine } from './watch-engine.ts'

export interface DockerServicesDeps {
  clock: Clock
  log: Log
  images: Pick<Images, 'engine'>
  /** The agent's own folder: what is wanted of each container lies in `services/`. */
  stateDir: string
}

export interface DockerServices extends ServiceManager {
  /** At the start of the agent, once: what is wanted up and does not run is started, and the engine is followed. */
  resume(): Promise<{ name: string; state: ServiceState | null; trouble: string | null }[]>
  /** At the end of the agent: containers go on running. */
  close(): void
}

/** Exit code of a MoltBot whose config or state was refused: the same would happen again. */
const refusedCode = 78
/** Whoever stops a container by hand wants it down; an engine that shuts down is gone by then. */
const byHandAfterMs = 15_000

const absent: ServiceState = {
  installed: false,
  state: 'stopped',
  pid: null,
  exitCode: null,
  restarts: 0,
  message: null,
}

/**
 * A container that the engine starts again, through the Engine API. What engines do not know, the agent adds: exit code 78
 * is not tried again, and what is wanted up comes back after a restart of engine or machine.
 */
export function createDockerServices({ clock, log, images, stateDir }: DockerServicesDeps): DockerServices {
  const engine = createEngine(async () => (await images.engine())?.socket ?? null)
  const containers = createEngineContainers(engine)
  const wishes = createWantedStates(join(stateDir, 'services'))
  const inTurn = createOneAtATime()
  let watch: EngineWatch | null = null

  const bodyOf = async (definition: ServiceDefinition) => {
    checkDefinition(definition)
    const { hasBridge, hasInit } = await containers.traits()
    if (!hasBridge && definition.hostNetwork !== true) {
      throw new HostError('failed', 'The engine has no network for containers, so the port cannot be kept to loopback.')
    }
    const rootless = (await images.engine())?.rootless ?? false
    return containerBody(definition, { rootless, hasInit })
  }
  const stateOf = async (name: string): Promise<ServiceState> => {
    const container = await containers.find(name)
    return container === null ? absent : describeContainer(container, await wishes.read(name))
  }
  const bringUp = async (name: string, verb: 'start' | 'restart') => {
    const { Id } = await containers.must(name)
    follow()
    await wishes.write(name, { wanted: 'up', refused: false })
    await containers.setTries(Id, engineTries)
    await containers[verb](Id)
  }
  const bringDown = async (name: string, id: string) => {
    await wishes.write(name, { wanted: 'down', refused: false })
    await containers.stop(id)
  }

  const inBackground = (name: string, task: () => Promise<void>) => {
    void inTurn(name, task).catch((error: unknown) => log.warn('A container is in trouble.', { service: name, error }))
  }
  const onEvent = ({ name, action, exitCode }: ContainerEvent) => {
    if (action === 'die' && exitCode === refusedCode) inBackground(name, () => holdRefused(name))
    if (action === 'stop') clock.after(byHandAfterMs, () => watch?.isOpen() && inBackground(name, () => giveUp(name)))
  }
  /** In haste: the engine tries again within a tenth of a second. */
  const holdRefused = async (name: string) => {
    const container = await containers.find(name)
    if (container === null || (await wishes.read(name)).wanted === 'down') return
    await Promise.all([containers.stop(container.Id), wishes.write(name, { wanted: 'up', refused: true })])
    await containers.setTries(container.Id, 0)
  }
  const giveUp = async (name: string) => {
    const container = await containers.find(name)
    const { wanted, refused } = await wishes.read(name)
    if (container?.State.Running === false && wanted === 'up' && !refused) {
      await wishes.write(name, { wanted: 'down', refused })
    }
  }
  const follow = () => {
    watch ??= watchEngine({ engine, clock }, onEvent, () => void resumeAll().catch(tellTrouble))
  }
  const tellTrouble = (error: unknown) => log.warn('Containers could not be looked through.', { error })
  const resumeOne = async (name: string): Promise<ServiceState> => {
    const { wanted, refused } = await wishes.read(name)
    const state = await stateOf(name)
    if (wanted === 'down' || refused || !state.installed || state.state !== 'stopped') return state
    await bringUp(name, 'start')
    return stateOf(name)
  }
  const resumeAll = async () => {
    const told = []
    for (const name of await wishes.names()) {
      try {
        told.push({ name, state: await inTurn(name, () => resumeOne(name)), trouble: null })
      } catch (error) {
        told.push({ name, state: null, trouble: error instanceof Error ? error.message : String(error) })
      }
    }
    return told
  }

  return {
    kind: 'docker',
    async available() {
      const facts = await images.engine()
      if (facts === null) return { available: false, reason: 'No container engine answers on this host.' }
      const how = facts.rootless ? 'without root' : 'whose users are as mighty as root'
      return { available: true, reason: `The container engine ${facts.version}, ${how}, starts it again.` }
    },
    async preview(definition) {
      const body = await bodyOf(definition)
      return [
        { path: `volume ${volumeName(definition.name)}`, text: `${JSON.stringify(volumeBody(definition), null, 2)}\n` },
        { path: `container ${serviceTitle(definition.name)}`, text: `${JSON.stringify(body, null, 2)}\n` },
      ]
    },
    async install(definition) {
      const { name } = definition
      const body = await bodyOf(definition)
      await inTurn(name, async () => {
        if ((await containers.find(name))?.State.Running) {
          throw new HostError('failed', `The container ${serviceTitle(name)} runs. Stop it before it is made anew.`)
        }
        await containers.removeAll(name)
        await wishes.write(name, { wanted: 'down', refused: false })
        try {
          await containers.create(definition, body)
        } catch (error) {
          await containers.removeAll(name)
          await wishes.remove(name)
          throw error
        }
      })
    },
    remove: (name) =>
      inTurn(name, async () => {
        const container = await containers.find(name)
        if (container !== null) await bringDown(name, container.Id)
        await containers.removeAll(name)
        await wishes.remove(name)
      }),
    start: (name) => inTurn(name, () => bringUp(name, 'start')),
    restart: (name) => inTurn(name, () => bringUp(name, 'restart')),
    stop: (name) => inTurn(name, async () => bringDown(name, (await containers.must(name)).Id)),
    state: stateOf,
    async resume() {
      const told = await resumeAll()
      if (told.length > 0) follow()
      return told
    },
    close() {
      watch?.close()
      watch = null
    },
  }
}
