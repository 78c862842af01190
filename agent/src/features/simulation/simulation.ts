import type { components } from '@moltbot-ops/api/types'
import type { Bus } from '../../core/bus.ts'
import { isoTime } from '../../core/clock.ts'
import type { Feature } from '../../core/handler.ts'
import { Problem } from '../../core/problem.ts'

type Simulation = components['schemas']['Simulation']

/** The simulated host as this feature sees it. */
export interface SimulationControl {
  read(): {
    scenario: string
    seed: number
    running: boolean
    /** Simulated wall time, ms since 1970. */
    now: number
    scenarios: { name: string; description: string }[]
  }
  /** Changes what is given: scenario and seed, then the clock, then time moves on. Resolves when that has happened. */
  change(wishes: {
    scenario?: string | undefined
    seed?: number | undefined
    clock?: 'running' | 'paused' | undefined
    advanceMs?: number | undefined
  }): Promise<void>
}

export interface SimulationDeps {
  /** Null on a real host: both operations then answer 404. */
  control: SimulationControl | null
  bus: Bus
  /** Lets the agent look at the machine at once. */
  afterChange(): void | Promise<void>
}

export function createSimulation({
  control,
  bus,
  afterChange,
}: SimulationDeps): Feature<'getSimulation' | 'updateSimulation'> {
  const known = (): SimulationControl => {
    if (control === null) throw new Problem('not_found', 'This agent observes a real host. Start it with --simulate.')
    return control
  }
  return {
    getSimulation: async () => describe(known()),
    async updateSimulation({ body }) {
      const simulation = known()
      const { scenario, seed, clock, advance_seconds: seconds } = body
      if (scenario !== undefined) requireScenario(simulation, scenario)
      const advanceMs = seconds === undefined ? undefined : Math.round(seconds * 1000)
      await simulation.change({ scenario, seed, clock, advanceMs })
      await afterChange()
      const described = describe(simulation)
      bus.publish('simulation', described)
      return described
    },
  }
}

function requireScenario(simulation: SimulationControl, wanted: string): void {
  const names = simulation.read().scenarios.map(({ name }) => name)
  if (names.includes(wanted)) return
  throw new Problem('validation_failed', 'There is no such scenario.', {
    details: [{ path: '/scenario', message: `Known scenarios: ${names.join(', ')}.` }],
  })
}

function describe(simulation: SimulationControl): Simulation {
  const { scenario, seed, running, now, scenarios } = simulation.read()
  return { scenario, seed, clock: running ? 'running' : 'paused', now: isoTime(now), scenarios }
}
