import { uptime } from 'node:os'
import type { Clock } from '../../core/clock.ts'
import type { Host } from '../host.ts'
import { createNoJournal } from '../no-journal.ts'
import { createBoundedWork } from './deadline.ts'
import { createBootedAt } from './linux/booted-at.ts'
import { createContainers } from './linux/containers.ts'
import { createJournal } from './linux/journal.ts'
import { createLinuxMeters } from './linux/linux-meters.ts'
import { createLinuxProcesses } from './linux/linux-processes.ts'
import { createListenerTable } from './linux/listeners.ts'
import { createSystemdServices } from './linux/systemd-services.ts'
import { createLogFiles } from './log-files.ts'
import { createLaunchdServices } from './macos/launchd-services.ts'
import { lsofListeners } from './macos/lsof-listeners.ts'
import { createNodeMeters } from './macos/node-meters.ts'
import { createPsProcesses } from './macos/ps-processes.ts'
import { createLoopbackGet } from './network/loopback-get.ts'
import { openLoopbackSocket } from './network/loopback-socket.ts'
import { createOwnedFiles } from './owned-files.ts'
import { createRealSystem } from './real-system.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { createUserNames } from './user-names.ts'

export interface RealHostDeps {
  clock: Clock
  /** The agent's own folder, for `keys/` where there is no keychain. */
  stateDir: string
  /** The agent's environment: `OPENCLAW_*` may point to an installation, the bus of a desktop session to a keychain. */
  environment: Record<string, string | undefined>
  /** Socket of the container engine; default /var/run/docker.sock. */
  containerSocket?: string
}

/**
 * The machine that the agent runs on. Everything was run on Linux. On macOS system facts, files and network use what Node
 * offers, processes come from `ps`, listeners from `lsof`, services from launchd's property lists: written, not run there.
 * @throws HostError when the keychain that holds the agent's keys does not answer.
 */
export async function createRealHost(deps: RealHostDeps): Promise<Host> {
  const { clock, stateDir, environment, containerSocket } = deps
  const linux = process.platform === 'linux'
  const users = createUserNames({ monotonic: clock.monotonic, home: environment.HOME })
  const bootedAt = linux ? createBootedAt(clock.monotonic) : () => Math.round(clock.now() - uptime() * 1000)
  const inTime = createBoundedWork()
  const files = createOwnedFiles(inTime)
  const table = createListenerTable()
  const processes = linux ? createLinuxProcesses({ users, bootedAt, inTime }) : createPsProcesses()
  return {
    kind: 'real',
    system: createRealSystem({ users, bootedAt, environment, inTime }),
    files,
    logs: createLogFiles(inTime),
    journal: linux ? createJournal() : createNoJournal('This host has no journal.'),
    processes,
    meters: linux ? createLinuxMeters() : createNodeMeters(processes),
    network: {
      listeners: async (ports) => (linux ? table.listeners(ports) : lsofListeners(ports)),
      peerUid: async (localPort, remotePort) => (linux ? table.peerUid(localPort, remotePort) : null),
      get: createLoopbackGet(clock.monotonic).get,
      open: openLoopbackSocket,
    },
    services: linux ? createSystemdServices(files, users.self()) : createLaunchdServices(files),
    containers: createContainers(containerSocket),
    secrets: await createSecretStore({ stateDir, environment }),
  }
}
