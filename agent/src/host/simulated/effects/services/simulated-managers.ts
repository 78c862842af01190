import type { ServiceManager } from '../../../effects.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Acts } from '../acts.ts'
import { serviceTitle } from './check-definition.ts'
import { createSimulatedManager, type ManagerKind } from './simulated-manager.ts'
import { unitText } from './unit-text.ts'

const hasSystemd = (machine: Machine) => machine.disk.kind('/run/systemd/system') !== null

const systemd: ManagerKind = {
  kind: 'systemd',
  available: (machine, owner) =>
    hasSystemd(machine)
      ? { available: true, reason: `A system unit keeps it running as ${owner.name}, also after a reboot.` }
      : { available: false, reason: 'No systemd runs this host.' },
  files: (definition) => [
    {
      path: `/etc/systemd/system/${serviceTitle(definition.name)}.service`,
      text: unitText(definition, 'system'),
      mode: 0o644,
    },
  ],
}

const systemdUser: ManagerKind = {
  kind: 'systemd_user',
  available: () => ({ available: false, reason: 'A root agent makes system units.' }),
  files: (definition) => [
    {
      path: `${definition.owner.home}/.config/systemd/user/${serviceTitle(definition.name)}.service`,
      text: unitText(definition, 'user'),
      mode: 0o600,
    },
  ],
}

const supervised: ManagerKind = {
  kind: 'supervised',
  available: () => ({
    available: true,
    reason: 'MoltBot Ops itself keeps it running, as long as MoltBot Ops runs.',
  }),
  files: (definition) => [
    {
      path: `/var/lib/moltbot-ops/services/${definition.name}.json`,
      text: `${JSON.stringify(definition, null, 2)}\n`,
      mode: 0o600,
    },
  ],
}

/** Every manager that the simulated machine may have, the best one first. */
export function createSimulatedManagers(present: () => Machine, acts: Acts): ServiceManager[] {
  return [systemd, systemdUser, supervised].map((rules) => createSimulatedManager(present, acts, rules))
}
