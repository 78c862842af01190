import type { Host, SecretStore, ServiceFacts, User } from '../../host.ts'
import { createNoJournal } from '../../no-journal.ts'
import { execStart } from './arrange.ts'
import { containersOf } from './container-image.ts'
import type { Installed } from './installed.ts'
import { type Machine, totalDiskBytes } from './machine.ts'
import { createSimulatedNetwork } from './network.ts'
import { availableMemory, createSimulatedMeters, loadOf, totalMemoryBytes } from './simulated-meters.ts'

/** The simulated agent runs as root: it makes accounts, and works as others. */
const rootUser: User = { uid: 0, name: 'root', home: '/root' }

/** The interfaces of the host, answered by whichever machine is there now. */
export function createMachineHost(machine: () => Machine): Host {
  return {
    kind: 'simulated',
    system: {
      async facts() {
        const { hostname, bootedAt } = machine()
        return {
          os: 'Debian GNU/Linux',
          osVersion: '13 (trixie)',
          arch: 'x64',
          cpuCores: 4,
          memoryBytes: totalMemoryBytes,
          memoryAvailableBytes: availableMemory(machine()),
          load1m: loadOf(machine()),
          hostname,
          bootedAt,
          agentUser: rootUser,
        }
      },
      async diskOf() {
        return { mount: '/', totalBytes: totalDiskBytes, freeBytes: machine().freeBytes() }
      },
      users: async () => [machine().user, rootUser],
      environment: () => ({}),
    },
    files: {
      facts: (path) => machine().disk.files.facts(path),
      readText: (path, options) => machine().disk.files.readText(path, options),
      list: (path) => machine().disk.files.list(path),
      resolve: (path) => machine().disk.files.resolve(path),
    },
    logs: {
      open: (path, options) => machine().disk.logs.open(path, options),
      names: (folder, prefix) => machine().disk.logs.names(folder, prefix),
      watch: (folder, changed) => machine().disk.logs.watch(folder, changed),
    },
    journal: createNoJournal('The simulated host keeps no journal.'),
    processes: {
      facts: (pid) => machine().table.processes.facts(pid),
      withNamePrefix: (prefix) => machine().table.processes.withNamePrefix(prefix),
      environment: (pid, names) => machine().table.processes.environment(pid, names),
      openPaths: (pid, part) => machine().table.processes.openPaths(pid, part),
    },
    meters: createSimulatedMeters(machine),
    network: createSimulatedNetwork(machine),
    services: {
      manager: async () => 'systemd',
      async list(users) {
        return [...machine().gateways.values()].flatMap((installed) => serviceFacts(installed, users))
      },
    },
    containers: { list: async () => containersOf(machine()) },
    secrets: createMemorySecrets(),
  }
}

/** A unit of upstream's, as a look into the folders of systemd finds it; what the agent installs has other names. */
function serviceFacts({ gateway, wanted, definition }: Installed, users: User[]): ServiceFacts[] {
  const { place, state } = gateway
  if (definition !== null || !users.some(({ uid }) => uid === place.owner.uid)) return []
  const alive = state.phase !== 'off'
  return [
    {
      manager: 'systemd',
      scope: 'system',
      name: place.unitName,
      path: place.unitPath,
      active: alive || wanted === 'up',
      mainPid: alive ? state.pid : null,
      environment: { OPENCLAW_STATE_DIR: place.stateDir },
      execStart: execStart(place),
      ownerUid: place.owner.uid,
    },
  ]
}

function createMemorySecrets(): SecretStore {
  const kept = new Map<string, string>()
  return {
    kind: 'simulated',
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
  }
}
