import type { Clock, Timer } from '../../../core/clock.ts'
import type { User } from '../../host.ts'
import { createGateway, type Gateway } from '../gateway/gateway.ts'
import { ordinaryLine } from '../gateway/ordinary-lines.ts'
import { placeOf } from '../gateway/place.ts'
import { createMemoryFiles, type MemoryFiles } from '../memory-files.ts'
import {
  type Change,
  type GatewaySetup,
  type Scenario,
  type StrangerSetup,
  upstreamUnit,
} from '../scenarios/scenario.ts'
import { arrange, type Installed } from './arrange.ts'
import { createNoise, type Noise } from './noise.ts'
import { createProcessTable, type ProcessTable, type RunningProcess } from './process-table.ts'

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
  readonly gateways: ReadonlyMap<string, Installed>
  strangers(): readonly Stranger[]
  diskFreePercent(): number
  /** Makes the machine what the scenario says: at first at once, later by what would have changed it. */
  enter(scenario: Scenario): void
  /** Ends everything, sockets too. */
  shutDown(): void
}

export interface MachineDeps {
  clock: Clock
  seed: number
}

const user: User = { uid: 1000, name: 'robin', home: '/home/robin' }
const hostname = 'workshop'
const upSinceMs = 3 * 86_400_000 + 5 * 3_600_000

export function createMachine({ clock, seed }: MachineDeps): Machine {
  const noise = createNoise(seed)
  const disk = createMemoryFiles()
  const bootedAt = clock.now() - upSinceMs
  const table = createProcessTable({ clock, noise, bootedAt })
  const gateways = new Map<string, Installed>()
  let strangers: Stranger[] = []
  let freePercent = 41
  const timers: Timer[] = []
  let entered = false
  let lines = 0

  disk.makeDirectory(`${user.home}/.config`, { uid: user.uid, at: bootedAt })

  const add = (setup: GatewaySetup): Installed => {
    const place = placeOf({ name: setup.name, owner: user, port: setup.port })
    const installed: Installed = {
      setup,
      wanted: 'down',
      gateway: createGateway({
        clock,
        noise,
        disk,
        table,
        hostname,
        place,
        version: setup.version ?? '2026.9.6',
        onExit: (code) => restart(installed, code),
      }),
    }
    gateways.set(setup.name, installed)
    return installed
  }
  /** The service manager: an end that nobody ordered is followed by a new start. */
  const restart = (installed: Installed, code: number | null) => {
    const { restartSeconds, stopsAt78 } = installed.setup.supervision ?? upstreamUnit
    if (installed.wanted === 'down' || (code === 78 && stopsAt78)) return
    const again = () => installed.wanted === 'up' && installed.gateway.boot({ slowness: installed.setup.slowness ?? 1 })
    timers.push(clock.after(restartSeconds * 1000, again))
  }
  const perform = (name: string, change: Change) => {
    const installed = gateways.get(name)
    if (installed === undefined) return
    const { gateway } = installed
    switch (change.kind) {
      case 'start':
        installed.wanted = 'up'
        return gateway.boot({ slowness: installed.setup.slowness ?? 1 })
      case 'terminate':
        installed.wanted = 'down'
        return gateway.terminate()
      case 'kill':
        return gateway.kill()
      case 'wedge':
        return gateway.wedge()
      case 'install':
        return gateway.install(change.version)
      case 'edit_config':
        return gateway.editConfig(change.config)
      case 'mood':
        return gateway.setMood(change.mood)
      case 'channels':
        return gateway.setChannels(change.channels)
      case 'log':
        return writeLines(gateway, change.lines)
    }
  }
  const writeLines = (gateway: Gateway, count: number) => {
    if (gateway.state.phase !== 'ready') return
    const from = clock.now() - 999
    for (let n = 0; n < count; n++) {
      lines += 1
      gateway.say(ordinaryLine(noise, gateway.place.name, lines), from + Math.floor((n * 999) / count))
    }
  }
  return {
    clock,
    noise,
    disk,
    table,
    hostname,
    user,
    bootedAt,
    gateways,
    strangers: () => strangers,
    diskFreePercent: () => freePercent,
    enter(scenario) {
      for (const timer of timers.splice(0)) timer.cancel()
      freePercent = scenario.diskFreePercent ?? 41
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
