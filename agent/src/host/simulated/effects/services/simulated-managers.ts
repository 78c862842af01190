import type { ServiceDefinition, ServiceManager } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { imageFolder } from '../../machine/container-image.ts'
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

const docker: ManagerKind = {
  kind: 'docker',
  available: (machine) =>
    machine.scenario().containerEngine === undefined
      ? { available: false, reason: 'No container engine answers on this host.' }
      : { available: true, reason: 'The container engine keeps it running, also after a reboot.' },
  files: (definition) => [
    {
      path: `/var/lib/docker/containers/${serviceTitle(definition.name)}`,
      text: `${JSON.stringify(containerOf(definition), null, 2)}\n`,
      mode: 0o600,
    },
  ],
  prove(machine, { image }) {
    if (image === undefined) throw new HostError('failed', 'A container needs an image.')
    if (machine.disk.kind(imageFolder(image)) === null) throw new HostError('not_found', `No such image: ${image}`)
  },
}

function containerOf({ name, image, command, environment, stateDir, port }: ServiceDefinition) {
  return {
    name: serviceTitle(name),
    Image: image,
    Cmd: command,
    Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
    HostConfig: {
      Binds: [`${stateDir}:/home/node/.openclaw`],
      PortBindings: { '18789/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      RestartPolicy: { Name: 'unless-stopped' },
      Privileged: false,
    },
  }
}

/** Every manager that the simulated machine may have, the best one first. */
export function createSimulatedManagers(present: () => Machine, acts: Acts): ServiceManager[] {
  return [systemd, systemdUser, docker, supervised].map((rules) => createSimulatedManager(present, acts, rules))
}
