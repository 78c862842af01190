import type { Clock, Timer } from '../../../core/clock.ts'
import type { ServiceDefinition, ServiceManagerKind } from '../../effects.ts'
import type { User } from '../../host.ts'
import { createGateway } from '../gateway/gateway.ts'
import { type GatewayPlace, placeOf } from '../gateway/place.ts'
import { createMemoryFiles, type MemoryFiles } from '../memory-files.ts'
import type { GatewaySetup, Scenario, StrangerSetup } from '../scenarios/scenario.ts'
import { type AccountTable, createAccountTable, robin } from './accounts.ts'
import { arrange } from './arrange.ts'
import { followConfig } from './follow-config.ts'
import type { Installed } from './installed.ts'
import { launchFailure, placeOfDefinition } from './launch.ts'
import { managedSetup } from './managed-setup.ts'
import { createNoise, type Noise } from './noise.ts'
import { createChanges } from './perform-change.ts'
import { createProcessTable, type ProcessTable, type RunningProcess } from './process-table.ts'
import { createSupervisor, type Supervisor } from './supervision.ts'
import { layOutSystem } from './system-folders.ts'

export interface Stranger extends StrangerSetup {
  process: RunningProcess
}

/** The simulated machine: what is on it now. A scenario arranges it, and its events change it. */
export interface Machine {
  readonly clock: Clock
  readonly noise: Noise
  readonly disk: MemoryFiles
  readonly table: ProcessTable
  readonly hostname: string
  readonly user: User
  readonly bootedAt: number
  readonly accounts: AccountTable
  /** By the name of the scenario's gateway, or `<manager>:<service>` for one that the agent has installed. */
  readonly gateways: ReadonlyMap<string, Installed>
  readonly supervisor: Supervisor
  /** Makes a service of the definition, or changes the one that is there: what runs goes on until its next start. */
  installService(manager: ServiceManagerKind, definition: ServiceDefinition, path: string): Installed
  removeService(installed: Installed): void
  /** Tells the running gateways that somebody has changed this path. */
  touched(path: string): void
  scenario(): Scenario
  strangers(): readonly Stranger[]
  /** Of the only disk. */
  freeBytes(): number
  /** Somebody else takes what is free now. */
  occupyRest(): void
  /** Makes the machine what the scenario says: at first at once, later by what would have changed it. */
  enter(scenario: Scenario): void
  /** Ends everything, sockets too. */
  shutDown(): void
}

export interface MachineDeps {
  clock: Clock
  seed: number
  /** Something else has filled the disk. */
  isDiskFull?: () => boolean
}

export const totalDiskBytes = 62_725_623_808

const user: User = { uid: robin.uid, name: robin.name, home: robin.home }
const hostname = 'workshop'
const upSinceMs = 3 * 86_400_000 + 5 * 3_600_000

export function createMachine({ clock, seed, isDiskFull = () => false }: MachineDeps): Machine {
  const noise = createNoise(seed)
  const disk = createMemoryFiles()
  const bootedAt = clock.now() - upSinceMs
  const table = createProcessTable({ clock, noise, bootedAt })
  const accounts = createAccountTable()
  const gateways = new Map<string, Installed>()
  let strangers: Stranger[] = []
  let freePercent = 41
  let occupied = 0
  const timers: Timer[] = []
  let entered = false
  let present: Scenario = { name: '', description: '', gateways: [] }

  disk.makeDirectory(`${user.home}/.config`, { uid: user.uid, at: bootedAt })

  layOutSystem(disk, bootedAt)
  const freeBytes = () => {
    const free = Math.round((totalDiskBytes * freePercent) / 100) - disk.declaredBytes() - occupied
    return isDiskFull() ? 0 : Math.max(0, free)
  }

  const isTaken = (installed: Installed, what: 'port' | 'state'): boolean => {
    const { port, stateDir } = installed.gateway.place
    const others = [...gateways.values()].filter((one) => one !== installed)
    if (what === 'state')
      return others.some(({ gateway }) => gateway.state.phase !== 'off' && gateway.place.stateDir === stateDir)
    const isThere = others.some(({ gateway }) => gateway.listening() && gateway.place.port === port)
    return isThere || strangers.some((stranger) => stranger.port === port)
  }
  const make = (place: GatewayPlace, rest: Omit<Installed, 'gateway' | 'wanted' | 'restarts' | 'failure'>) => {
    const installed: Installed = {
      ...rest,
      wanted: 'down',
      restarts: 0,
      failure: null,
      gateway: createGateway({
        clock,
        noise,
        disk,
        table,
        hostname,
        place,
        version: rest.setup.version ?? '2026.9.6',
        isTaken: (what) => isTaken(installed, what),
        onConfig: () => followConfig(installed),
        onExit: (code) => supervisor.ended(installed, code),
      }),
    }
    return installed
  }
  const add = (setup: GatewaySetup): Installed => {
    const place = placeOf({ name: setup.name, owner: user, port: setup.port })
    const name = place.unitName.replace(/\.service$/, '')
    const installed = make(place, { setup, manager: 'systemd_user', name, definition: null })
    gateways.set(setup.name, installed)
    return installed
  }
  const supervisor = createSupervisor({
    clock,
    timers,
    prepare(installed) {
      const { definition, gateway } = installed
      if (definition === null) return null
      Object.assign(gateway.place, placeOfDefinition(disk, definition, gateway.place.unitPath))
      return launchFailure(disk, definition)
    },
  })
  const perform = createChanges({ clock, noise, supervisor, gateways })
  return {
    clock,
    noise,
    disk,
    table,
    hostname,
    user,
    bootedAt,
    accounts,
    gateways,
    supervisor,
    installService(manager, definition, path) {
      const key = `${manager}:${definition.name}`
      const known = gateways.get(key)
      if (known !== undefined) {
        known.definition = definition
        known.setup = managedSetup(manager, definition, present)
        return known
      }
      const place = placeOfDefinition(disk, definition, path)
      const setup = managedSetup(manager, definition, present)
      const installed = make(place, { setup, manager, name: definition.name, definition })
      gateways.set(key, installed)
      return installed
    },
    removeService(installed) {
      installed.wanted = 'down'
      installed.gateway.kill()
      for (const [key, one] of gateways) if (one === installed) gateways.delete(key)
    },
    touched(path) {
      for (const { gateway } of gateways.values()) if (gateway.place.configPath === path) gateway.noticeConfig()
    },
    scenario: () => present,
    strangers: () => strangers,
    freeBytes,
    occupyRest() {
      occupied += freeBytes()
    },
    enter(scenario) {
      present = scenario
      for (const timer of timers.splice(0)) timer.cancel()
      freePercent = scenario.diskFreePercent ?? 41
      occupied = 0
      for (const stranger of strangers) stranger.process.end()
      strangers = (scenario.strangers ?? []).map((setup) => {
        const { comm, uid, userName } = setup
        const startedAt = entered ? clock.now() : clock.now() - 86_400_000
        return { ...setup, process: table.start({ comm, uid, userName, startedAt }) }
      })
      arrange({ clock, disk, user, noise, gateways, add, fresh: !entered }, scenario)
      entered = true
      for (const { at, every, gateway, change } of scenario.events ?? []) {
        const first = () => {
          perform(gateway, change)
          if (every !== undefined) timers.push(clock.every(every * 1000, () => perform(gateway, change)))
        }
        timers.push(clock.after(at * 1000, first))
      }
    },
    shutDown() {
      for (const timer of timers.splice(0)) timer.cancel()
      for (const installed of gateways.values()) {
        installed.wanted = 'down'
        installed.gateway.kill()
      }
    },
  }
}
