import type { Clock } from '../../core/clock.ts'
import type { Host } from '../host.ts'
import type { EffectRecord } from './effects/effect-record.ts'
import { createFaultPlan, type SimulatedFaults } from './effects/faults.ts'
import { createSimulatedEffects, type SimulatedEffects } from './effects/simulated-effects.ts'
import { createRemoteHosts, remainsOn } from './effects/ssh/remote-hosts.ts'
import { createMachine } from './machine/machine.ts'
import { createMachineHost } from './machine/machine-host.ts'
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
  effects: SimulatedEffects
  /** For an agent that is started again on this machine: what one that was killed still does has no effect. */
  restartAgent(): SimulatedEffects
  /** What goes wrong on purpose, for tests. */
  faults: SimulatedFaults
  /** KILL to a MoltBot, as somebody else on the machine would; nothing happens for any other number. */
  kill(pid: number): void
  /** What installations have left on a host that is reached over SSH; empty when it is as it was. */
  remains(host: string): string[]
  clock: SimulatedClock
  control: SimulatedHostControl
}

/** A complete machine behind `Host`: same scenario, seed and steps of the clock, same answers to the byte. */
export function createSimulatedHost({ scenario, seed, startAt, real }: SimulatedHostOptions): SimulatedHost {
  const clock = createSimulatedClock({ startAt, real })
  let present = findScenario(scenario)
  const faults = createFaultPlan()
  const records: EffectRecord[] = []
  const hosts = createRemoteHosts()
  const build = () => createMachine({ clock, seed, isDiskFull: faults.isDiskFull })
  let machine = build()
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
        machine = build()
      }
      if (wishes.scenario !== undefined || wishes.seed !== undefined) machine.enter(present)
      if (wishes.clock === 'paused') clock.pause()
      if (wishes.clock === 'running') clock.run()
      if (wishes.advanceMs !== undefined) await clock.advance(wishes.advanceMs)
    },
  }
  const openEffects = () => createSimulatedEffects({ machine: () => machine, clock, records, faults, hosts })
  return {
    host: createMachineHost(() => machine),
    effects: openEffects(),
    restartAgent: openEffects,
    faults: faults.control,
    kill(pid) {
      for (const { gateway } of machine.gateways.values()) if (gateway.state.pid === pid) gateway.kill()
    },
    remains: (name) => hosts.filter(({ names }) => names.includes(name)).flatMap(remainsOn),
    clock,
    control,
  }
}

function findScenario(name: string) {
  const found = scenarios.find((one) => one.name === name)
  if (found === undefined)
    throw new Error(`There is no scenario "${name}". Known: ${scenarios.map((one) => one.name).join(', ')}.`)
  return found
}
