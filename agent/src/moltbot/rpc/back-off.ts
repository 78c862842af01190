import type { Ending } from './session.ts'

const minute = 60_000
/** First wait and longest wait by how the last attempt ended. A refused attempt is logged by MoltBot, so those are rare. */
const waits: Record<Ending['kind'], { first: number; most: number }> = {
  lost: { first: 1000, most: minute },
  not_yet: { first: 1000, most: 10_000 },
  shutdown: { first: 500, most: 5000 },
  refused_token: { first: 5000, most: 5 * minute },
  flooded: { first: 5 * minute, most: 30 * minute },
  refused_protocol: { first: 5 * minute, most: 30 * minute },
}

/**
 * Milliseconds until the next attempt: doubles with each failure in a row, shortened by up to a half at random so that
 * several agents do not come at once. `random` is in [0, 1).
 */
export function backOff(ending: Ending, failures: number, random: number): number {
  const { first, most } = waits[ending.kind]
  const wanted = ending.kind === 'not_yet' && ending.retryAfterMs !== null ? Math.max(500, ending.retryAfterMs) : first
  const wait = Math.min(most, wanted * 2 ** Math.min(failures - 1, 16))
  return Math.round(wait * (1 - random / 2))
}
