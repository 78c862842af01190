import type { Owner, ServiceDefinition, ServiceManager, ServiceManagerKind, ServiceState } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { Installed } from '../../machine/installed.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Acts } from '../acts.ts'
import { claimSpace } from '../disk-space.ts'
import { checkDefinition } from './check-definition.ts'

/** What one kind of service manager does in its own way. */
export interface ManagerKind {
  kind: ServiceManagerKind
  available(machine: Machine, owner: Owner): { available: boolean; reason: string }
  /** Files of the service. */
  files(definition: ServiceDefinition): { path: string; text: string; mode: number }[]
  /** What is shown of it where it is no files. */
  preview?(definition: ServiceDefinition): { path: string; text: string }[]
  /** Where its manager knows it, the name last. */
  place(definition: ServiceDefinition): string
  /** Throws what keeps it from being installed here. */
  prove?(machine: Machine, definition: ServiceDefinition): void
}

const none: ServiceState = {
  installed: false,
  state: 'stopped',
  pid: null,
  exitCode: null,
  restarts: 0,
  message: null,
}

/** A service manager of the simulated machine: it moves the lives of its gateways. */
export function createSimulatedManager(present: () => Machine, acts: Acts, rules: ManagerKind): ServiceManager {
  const { kind } = rules
  const find = (name: string, owner: Owner): Installed | null => {
    const all = [...present().gateways.values()]
    return all.find((one) => isCalled(one, kind, name) && mayManage(owner, one)) ?? null
  }
  const known = (name: string, owner: Owner): Installed => {
    const found = find(name, owner)
    if (found === null) throw new HostError('failed', `Unit ${name}.service not found.`)
    return found
  }
  const usable = (owner: Owner) => {
    const { available, reason } = rules.available(present(), owner)
    if (!available) throw new HostError('failed', reason)
  }
  return {
    kind,
    available: (owner) => acts.ask(() => rules.available(present(), owner)),
    preview: (definition) =>
      acts.ask(() => {
        checkDefinition(definition)
        return rules.preview?.(definition) ?? rules.files(definition).map(({ path, text }) => ({ path, text }))
      }),
    install: (definition) =>
      acts.perform({ kind: 'install_service', target: definition.name, by: 'root' }, async (middle) => {
        const machine = present()
        checkDefinition(definition)
        usable(definition.owner)
        rules.prove?.(machine, definition)
        for (const { path, text, mode } of rules.files(definition)) {
          claimSpace(machine, path, text.length)
          machine.disk.write(path, text, { uid: 0, mode, at: machine.clock.now() })
        }
        await middle()
        machine.installService(kind, definition, rules.place(definition))
      }),
    async remove(name, owner) {
      const found = await acts.ask(() => find(name, owner))
      if (found === null) return
      await acts.perform({ kind: 'remove_service', target: name, by: 'root' }, async () => {
        const { supervisor, disk } = present()
        await supervisor.stop(found)
        present().removeService(found)
        for (const { path } of found.definition === null ? [] : rules.files(found.definition)) disk.remove(path)
      })
    },
    start: (name, owner) =>
      acts.perform({ kind: 'start', target: name, by: owner.name }, () => {
        const found = known(name, owner)
        present().supervisor.start(found)
        const { failure } = found
        if (failure !== null) throw new HostError('failed', `${name} could not be started: ${failure.message}`)
      }),
    stop: (name, owner) =>
      acts.perform({ kind: 'stop', target: name, by: owner.name }, () => present().supervisor.stop(known(name, owner))),
    restart: (name, owner) =>
      acts.perform({ kind: 'restart', target: name, by: owner.name }, async (middle) => {
        const found = known(name, owner)
        await present().supervisor.stop(found)
        await middle()
        present().supervisor.start(found)
        if (found.failure !== null)
          throw new HostError('failed', `${name} could not be started: ${found.failure.message}`)
      }),
    state: (name, owner) =>
      acts.ask(() => {
        const found = find(name, owner)
        return found === null ? none : stateOf(found)
      }),
  }
}

/** Both kinds of systemd know the units that the scenario brought, with or without what stands behind their names. */
function isCalled({ manager, name, definition }: Installed, kind: ServiceManagerKind, wanted: string): boolean {
  const isSystemd = kind === 'systemd' || kind === 'systemd_user'
  if (definition === null) return isSystemd && (wanted === name || wanted === `${name}.service`)
  return manager === kind && wanted === name
}

function mayManage(owner: Owner, { gateway }: Installed): boolean {
  return owner.uid === 0 || owner.uid === gateway.place.owner.uid
}

function stateOf({ gateway, wanted, restarts, failure }: Installed): ServiceState {
  const { phase, pid, exitCode } = gateway.state
  const base = { installed: true, restarts, exitCode: exitCode ?? null }
  if (phase !== 'off') return { ...base, state: 'running', pid, message: null }
  if (failure !== null) return { ...base, ...failureOf(failure), state: 'failed', pid: null }
  if (wanted === 'up')
    return { ...base, state: 'starting', pid: null, message: 'It ended, and is started again within seconds.' }
  return { ...base, state: 'stopped', pid: null, message: null }
}

function failureOf({ code, message }: { code: number | null; message: string }) {
  return { exitCode: code, message }
}
