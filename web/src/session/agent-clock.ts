import { createSignal, type Signal } from './signal.ts'

export interface AgentTime {
  /** The agent's clock minus this browser's, in ms. */
  offset: number
  /** Where a simulated clock stands still, the time it shows. */
  frozenAt: number | null
}

/** What the agent's clock shows. Signatures and ages must not depend on whether this browser's clock is right. */
export interface AgentClock {
  now(): number
  offset(): number
  time: Signal<AgentTime>
  /** The agent has just said what time it is. */
  sample(agentNow: number, frozen?: boolean): void
}

/** Smaller differences are the time that the answer was on its way. */
const tolerance = 750

export function createAgentClock(now: () => number): AgentClock {
  const time = createSignal<AgentTime>({ offset: 0, frozenAt: null })
  const offset = () => {
    const { offset, frozenAt } = time.read()
    return frozenAt === null ? offset : frozenAt - now()
  }
  return {
    now: () => now() + offset(),
    offset,
    time,
    sample(agentNow, frozen = false) {
      const measured = agentNow - now()
      const known = time.read()
      const kept = Math.abs(measured - known.offset) <= tolerance ? known.offset : measured
      const frozenAt = frozen ? agentNow : null
      if (kept !== known.offset || frozenAt !== known.frozenAt) time.set({ offset: kept, frozenAt })
    },
  }
}
