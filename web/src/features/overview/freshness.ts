import type { LinkKind } from '../../ui/LinkState.tsx'

/** A reading from the agent, with the two clocks that judge its age. */
export interface Stamped<T> {
  value: T
  /** When it reached this browser, by the browser's clock. */
  receivedAt: number
}

/**
 * How old a value is. The agent's own stamp counts, corrected by how far its clock is from ours; and so does the time
 * since it reached us, which grows even when the stream is dead and nobody corrects anything.
 */
export function ageOf(observedAt: number | null, receivedAt: number, now: number, agentOffset: number): number {
  const sinceReceived = Math.max(0, now - receivedAt)
  const sinceObserved = observedAt === null ? 0 : now + agentOffset - observedAt
  return Math.max(sinceReceived, sinceObserved)
}

/** Older than twice its interval, a value is no longer what is. */
export function isStale(age: number, intervalSeconds: number): boolean {
  return age > 2 * intervalSeconds * 1000
}

/** When a value was observed, on this browser's clock, so that ages and times on the page agree. */
export function onOurClock(agentTime: number, agentOffset: number): number {
  return agentTime - agentOffset
}

export interface Surroundings {
  now: number
  timeZone: string
  /** The agent's clock minus this browser's, in ms. */
  agentOffset: number
  link: LinkKind
  hostname: string
}
