import type { ServiceDefinition, ServiceManager } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { imageFolder } from '../../machine/container-image.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Acts } from '../acts.ts'
import { serviceTitle } from './check-definition.ts'
import { createSimulatedManager, type ManagerKind } from './simulated-manager.ts'
import { unitText } from './unit-text.ts'

const hasSystemd = (machine: Machine) => machine.disk.kind('/run/systemd/system') !== null

const unitFile = (folder: string, scope: 'system' | 'user', mode: number) => (definition: ServiceDefinition) => [
  { path: `${folder}/${serviceTitle(definition.name)}.service`, text: unitText(definition, scope), mode },
]
const userFolder = ({ owner }: ServiceDefinition) => `${owner.home}/.config/systemd/user`

const systemd: ManagerKind = {
  kind: 'systemd',
  available: (machine, owner) =>
    hasSystemd(machine)
      ? { available: true, reason: `A system unit keeps it running as ${owner.name}, also after a reboot.` }
      : { available: false, reason: 'No systemd runs this host.' },
  files: unitFile('/etc/systemd/system', 'system', 0o644),
  place: ({ name }) => `/etc/systemd/system/${serviceTitle(name)}.service`,
}

const systemdUser: ManagerKind = {
  kind: 'systemd_user',
  available: () => ({ available: false, reason: 'A root agent makes system units.' }),
  files: (definition) => unitFile(userFolder(definition), 'user', 0o600)(definition),
  place: (definition) => `${userFolder(definition)}/${serviceTitle(definition.name)}.service`,
}

const records = '/var/lib/moltbot-ops/services'

const supervised: ManagerKind = {
  kind: 'supervised',
  available: () => ({ available: true, reason: 'MoltBot Ops itself starts it again; for that it has to run.' }),
  files: (definition) => [
    { path: `${records}/${definition.name}.json`, text: `${JSON.stringify(definition, null, 2)}\n`, mode: 0o600 },
  ],
  place: ({ name }) => `${records}/${name}.json`,
}

const docker: ManagerKind = {
  kind: 'docker',
  available(machine) {
    const engine = machine.scenario().containerEngine
    if (engine === undefined) return { available: false, reason: 'No container engine answers on this host.' }
    const how = engine.rootless ? 'without root' : 'whose users are as mighty as root'
    return { available: true, reason: `The container engine ${engine.version}, ${how}, starts it again.` }
  },
  files: () => [],
  preview: (definition) => [
    {
      path: `volume ${serviceTitle(definition.name)}-state`,
      text: `${JSON.stringify({ device: definition.stateDir }, null, 2)}\n`,
    },
    {
      path: `container ${serviceTitle(definition.name)}`,
      text: `${JSON.stringify(containerOf(definition), null, 2)}\n`,
    },
  ],
  place: ({ name }) => `/${serviceTitle(name)}`,
  prove(machine, { image, name }) {
    if (image === undefined || !/sha256:[0-9a-f]{64}$/.test(image))
      throw new HostError('unsafe', `${image ?? 'No image'} is not named by its digest, so it could change under us.`)
    if (machine.disk.kind(imageFolder(image)) === null) throw new HostError('failed', `No such image: ${image}`)
    const known = machine.gateways.get(`docker:${name}`)
    if (known !== undefined && known.gateway.state.phase !== 'off')
      throw new HostError('failed', `The container ${serviceTitle(name)} runs. Stop it before it is made anew.`)
  },
}

function containerOf({ name, image, command, environment, stateDir, port, hostNetwork }: ServiceDefinition) {
  const ports = { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] }
  return {
    name: serviceTitle(name),
    Image: image,
    Cmd: command,
    Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
    HostConfig: {
      Mounts: [{ Type: 'volume', Source: `${serviceTitle(name)}-state`, Target: stateDir }],
      NetworkMode: hostNetwork === true ? 'host' : 'bridge',
      PortBindings: hostNetwork === true ? {} : ports,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 10 },
      Privileged: false,
      CapDrop: ['ALL'],
    },
  }
}

/** Every manager that the simulated machine may have, the best one first. */
export function createSimulatedManagers(present: () => Machine, acts: Acts): ServiceManager[] {
  return [systemd, systemdUser, docker, supervised].map((rules) => createSimulatedManager(present, acts, rules))
}
