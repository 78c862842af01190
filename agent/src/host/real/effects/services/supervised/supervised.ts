import { join } from 'node:path'
import type { Clock } from '../../../../../core/clock.ts'
import type { Log } from '../../../../../core/log.ts'
import { createOneAtATime } from '../../../../../core/one-at-a-time.ts'
import type { Owner, Programs, ServiceDefinition, ServiceManager, ServiceState } from '../../../../effects.ts'
import { type Files, HostError, type Processes } from '../../../../host.ts'
import { checkDefinition, checkName } from '../check-definition.ts'
import { type BackOffPolicy, backOffPolicy } from './back-off.ts'
import { type KeepServiceDeps, type KeptService, keepService } from './keep-service.ts'
import { launch } from './launch.ts'
import type { ProcessIdentity } from './run-state.ts'
import { createServiceLog } from './service-log.ts'
import { createServiceRecords } from './service-records.ts'
import { createSupervisedProcesses } from './supervised-process.ts'

export interface SupervisedDeps {
  clock: Clock
  /** In [0, 1): restarts of several services do not come together. */
  random: () => number
  log: Log
  /** The agent's own folder: definitions and what is known of the processes lie in `services/`. */
  stateDir: string
  programs: Programs
  processes: Processes
  files: Files
  /** As whom the agent runs. */
  self: Owner
  /** Changes with every boot of the machine; empty where the kernel does not tell. */
  bootId: string
  /** Who holds the state directory by MoltBot's own lock, so that one which somebody else started is taken up. */
  stateOwner?(definition: ServiceDefinition): Promise<Pick<ProcessIdentity, 'pid' | 'startTicks'> | null>
  backOff?: BackOffPolicy
}

export interface Supervised extends ServiceManager {
  /** At the start of the agent, once. What cannot be taken up is told, and does not stop the others. */
  resume(): Promise<{ name: string; state: ServiceState | null; trouble: string | null }[]>
  /** At the end of the agent: services go on running. */
  close(): void
}

const notInstalled: ServiceState = {
  installed: false,
  state: 'stopped',
  pid: null,
  exitCode: null,
  restarts: 0,
  message: null,
}

/** The agent's own supervisor, for hosts where nothing else keeps a program running. Linux only. */
export function createSupervised(deps: SupervisedDeps): Supervised {
  const { self, programs } = deps
  const records = createServiceRecords(join(deps.stateDir, 'services'))
  const processes = createSupervisedProcesses(deps)
  const serviceLog = createServiceLog(deps)
  const setpriv = findSetpriv(programs, self)
  const keepDeps: KeepServiceDeps = {
    ...deps,
    records,
    processes,
    serviceLog,
    inTurn: createOneAtATime(),
    backOff: deps.backOff ?? backOffPolicy,
    async stateOwner(definition) {
      const found = (await deps.stateOwner?.(definition)) ?? null
      // A lock is MoltBot's word; what it names must at least not be us.
      return found?.pid === process.pid ? null : found
    },
    launch: async (definition) =>
      launch({ ...deps, setpriv: await setpriv() }, definition, serviceLog.fileOf(definition)),
  }
  const kept = new Map<string, Promise<KeptService | null>>()
  const read = async (name: string): Promise<KeptService | null> => {
    const record = await records.read(name)
    return record && keepService(keepDeps, record.definition, record.run)
  }
  /** Read once, also by two who ask at the same time: a service has one keeper. */
  const keep = async (name: string): Promise<KeptService | null> => {
    checkName(name)
    const reading = kept.get(name) ?? read(name)
    kept.set(name, reading)
    const service = await reading.catch((error: unknown) => {
      kept.delete(name)
      throw error
    })
    if (service === null && kept.get(name) === reading) kept.delete(name)
    return service
  }
  const must = async (name: string): Promise<KeptService> => {
    const service = await keep(name)
    if (service === null) throw new HostError('failed', `No service is called ${name}.`)
    return service
  }

  return {
    kind: 'supervised',
    async available(owner) {
      const no = (reason: string) => ({ available: false, reason })
      if (process.platform !== 'linux') return no('MoltBot Ops supervises programs on Linux only.')
      if (owner.uid !== self.uid && self.uid !== 0) return no(`Only root may run a service as ${owner.name}.`)
      return { available: true, reason: 'MoltBot Ops itself starts it again; for that it has to run.' }
    },
    async preview(definition) {
      checkDefinition(definition)
      return [records.definitionFile(definition)]
    },
    async install(definition) {
      checkDefinition(definition)
      if (definition.owner.uid !== self.uid && self.uid !== 0) {
        throw new HostError('denied', `Only root may run a service as ${definition.owner.name}.`)
      }
      await (await keep(definition.name))?.redefine(definition)
      await records.writeDefinition(definition)
    },
    async remove(name) {
      const service = await keep(name)
      if (service === null) return
      await service.stop()
      service.close()
      kept.delete(name)
      await serviceLog.remove(service.definition())
      await records.remove(name)
    },
    start: async (name) => (await must(name)).start(),
    stop: async (name) => (await must(name)).stop(),
    restart: async (name) => (await must(name)).restart(),
    state: async (name) => (await keep(name))?.state() ?? notInstalled,
    async resume() {
      const told = []
      for (const name of await records.names()) {
        try {
          const service = await must(name)
          await service.resume()
          told.push({ name, state: service.state(), trouble: null })
        } catch (error) {
          told.push({ name, state: null, trouble: error instanceof Error ? error.message : String(error) })
        }
      }
      return told
    },
    close() {
      for (const reading of kept.values()) void reading.then((service) => service?.close())
    },
  }
}

/** Busybox has a program of that name as well, and not every one knows the option. */
function findSetpriv(programs: Programs, self: Owner): () => Promise<string | null> {
  let known: Promise<string | null> | undefined
  const look = async () => {
    const path = await programs.find('setpriv')
    if (path === null) return null
    const options = { owner: self, env: {}, cwd: '/', timeoutMs: 5000 }
    const { code } = await programs.run(path, ['--no-new-privs', '--', '/bin/sh', '-c', ':'], options)
    return code === 0 ? path : null
  }
  return () => {
    known ??= look()
    return known
  }
}
