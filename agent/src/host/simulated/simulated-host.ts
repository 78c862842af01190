import type { Clock } from '../../core/clock.ts'
import type { Host, SecretStore, ServiceFacts } from '../host.ts'
import { execStart } from './arrange.ts'
import { createMachine, type Machine } from './machine.ts'
import { createSimulatedNetwork } from './network.ts'
import { scenarios } from './scenarios/scenarios.ts'
import { createSimulatedClock, type SimulatedClock } from './simulated-clock.ts'

export interface SimulatedHostOptions {
  /** Name of the scenario to begin with; an unknown one throws. */
  scenario: string
  seed: number
  /** Wall time at the beginning, ms since 1970. */
  startAt: number
  /** The real passing of time; null for a clock that only `advance` moves. */
  real: Pick<Clock, 'monotonic' | 'after'> | null
}

/** What a person may change of the simulation while the agent runs. */
export interface SimulatedHostControl {
  read(): {
    scenario: string
    seed: number
    running: boolean
    /** Simulated wall time, ms since 1970. */
    now: number
    scenarios: { name: string; description: string }[]
  }
  /**
   * A new scenario changes the machine under the running agent: processes end and start, files change. A new seed puts
   * another machine in its place, at the beginning of the scenario. Then the clock is set, then time moves on.
   */
  change(wishes: SimulationWishes): Promise<void>
}

export interface SimulationWishes {
  scenario?: string | undefined
  seed?: number | undefined
  clock?: 'running' | 'paused' | undefined
  advanceMs?: number | undefined
}

export interface SimulatedHost {
  host: Host
  clock: SimulatedClock
  control: SimulatedHostControl
}

/** A complete machine behind `Host`: same scenario, seed and steps of the clock, same answers to the byte. */
export function createSimulatedHost({ scenario, seed, startAt, real }: SimulatedHostOptions): SimulatedHost {
  const clock = createSimulatedClock({ startAt, real })
  let present = findScenario(scenario)
  let machine = createMachine({ clock, seed })
  machine.enter(present)
  const control: SimulatedHostControl = {
    read: () => ({
      scenario: present.name,
      seed,
      running: clock.running(),
      now: clock.now(),
      scenarios: scenarios.map(({ name, description }) => ({ name, description })),
    }),
    async change(wishes) {
      if (wishes.scenario !== undefined) present = findScenario(wishes.scenario)
      if (wishes.seed !== undefined) {
        seed = wishes.seed
        machine.shutDown()
        machine = createMachine({ clock, seed })
      }
      if (wishes.scenario !== undefined || wishes.seed !== undefined) machine.enter(present)
      if (wishes.clock === 'paused') clock.pause()
      if (wishes.clock === 'running') clock.run()
      if (wishes.advanceMs !== undefined) await clock.advance(wishes.advanceMs)
    },
  }
  return { host: createHost(() => machine), clock, control }
}

function findScenario(name: string) {
  const found = scenarios.find((one) => one.name === name)
  if (found === undefined)
    throw new Error(`There is no scenario "${name}". Known: ${scenarios.map((one) => one.name).join(', ')}.`)
  return found
}

function createHost(machine: () => Machine): Host {
  return {
    kind: 'simulated',
    system: {
      async facts() {
        const { noise, clock, hostname, user, bootedAt } = machine()
        const minute = Math.floor(clock.now() / 60_000)
        return {
          os: 'linux',
          osVersion: 'Debian GNU/Linux 13 (trixie)',
          arch: 'x64',
          cpuCores: 4,
          memoryBytes: 16_659_746_816,
          memoryAvailableBytes: noise.whole(11_200, 11_900, 'memory', minute) * 1_048_576,
          load1m: Number(noise.between(0.05, 0.4, 'load', minute).toFixed(2)),
          hostname,
          bootedAt,
          agentUser: user,
        }
      },
      async diskOf() {
        const totalBytes = 62_725_623_808
        return { mount: '/', totalBytes, freeBytes: Math.round((totalBytes * machine().diskFreePercent()) / 100) }
      },
      users: async () => [machine().user],
      environment: () => ({}),
    },
    files: {
      facts: (path) => machine().disk.files.facts(path),
      readText: (path, options) => machine().disk.files.readText(path, options),
      list: (path) => machine().disk.files.list(path),
      resolve: (path) => machine().disk.files.resolve(path),
    },
    processes: {
      facts: (pid) => machine().table.processes.facts(pid),
      withNamePrefix: (prefix) => machine().table.processes.withNamePrefix(prefix),
      environment: (pid, names) => machine().table.processes.environment(pid, names),
      openPaths: (pid, part) => machine().table.processes.openPaths(pid, part),
    },
    network: createSimulatedNetwork(machine),
    services: {
      manager: async () => 'systemd',
      async list(users) {
        return [...machine().gateways.values()].flatMap(({ gateway, wanted }): ServiceFacts[] => {
          const { place, state } = gateway
          if (!users.some(({ uid }) => uid === place.owner.uid)) return []
          const alive = state.phase !== 'off'
          return [
            {
              manager: 'systemd',
              scope: 'user',
              name: place.unitName,
              path: place.unitPath,
              active: alive || wanted === 'up',
              mainPid: alive ? state.pid : null,
              environment: { OPENCLAW_STATE_DIR: place.stateDir },
              execStart: execStart(place),
              ownerUid: place.owner.uid,
            },
          ]
        })
      },
    },
    containers: { list: async () => [] },
    secrets: createMemorySecrets(),
  }
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
