import { createSignal, type Signal } from './signal.ts'

export interface AgentTime {
  /** The agent's real clock minus this browser's, in ms. */
  offset: number
  /** Where the host is simulated, what its clock shows. */
  simulated: { offset: number; frozenAt: number | null } | null
}

/**
 * What the agent's clocks show. Ages and signatures must not depend on whether this browser's clock is right. There are
 * two: sessions and pairings run on real time, what is observed on the host's time, which a simulation may step or stop.
 */
export interface AgentClock {
  time: Signal<AgentTime>
  sessionNow(): number
  sessionOffset(): number
  hostOffset(): number
  /** An answer came with the agent's time (HTTP `Date`, whole seconds). */
  noteAnswer(agentNow: number): void
  noteSimulation(hostNow: number, frozen: boolean): void
}

/** Smaller differences are the rounding of the header and the time that an answer is on its way. */
const answerTolerance = 2500
const simulationTolerance = 750

export function createAgentClock(now: () => number): AgentClock {
  const time = createSignal<AgentTime>({ offset: 0, simulated: null })
  const near = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance
  return {
    time,
    sessionNow: () => now() + time.read().offset,
    sessionOffset: () => time.read().offset,
    hostOffset() {
      const { offset, simulated } = time.read()
      if (simulated === null) return offset
      return simulated.frozenAt === null ? simulated.offset : simulated.frozenAt - now()
    },
    noteAnswer(agentNow) {
      const measured = agentNow - now()
      const known = time.read()
      if (!near(measured, known.offset, answerTolerance)) time.set({ ...known, offset: measured })
    },
    noteSimulation(hostNow, frozen) {
      const measured = hostNow - now()
      const known = time.read()
      const before = known.simulated
      const offset = before !== null && near(measured, before.offset, simulationTolerance) ? before.offset : measured
      time.set({ ...known, simulated: { offset, frozenAt: frozen ? hostNow : null } })
    },
  }
}
