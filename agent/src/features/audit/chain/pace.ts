import type { Clock } from '../../../core/clock.ts'

/** Decides whether a write may block the program. */
export interface Pace {
  mayBlock(): boolean
  /** Runs a write that blocks, and remembers how long it took. */
  blocking(write: () => void): void
  waiting(write: () => Promise<void>): Promise<void>
}

/** Handing a write to a thread and being woken costs about as much as a fast disk takes. */
const fastMs = 2
/** The last writes weigh so much in the average. */
const weight = 1 / 8

/**
 * A write blocks only where writes are fast on average: there the detour through a thread costs a fifth of the time. One
 * that stalls for a moment makes the next ones wait in a thread again.
 */
export function createPace(clock: Clock): Pace {
  // Nothing is known of the disk yet.
  let average = 2 * fastMs
  const took = (since: number) => {
    average += (clock.monotonic() - since - average) * weight
  }
  return {
    mayBlock: () => average < fastMs,
    blocking(write) {
      const since = clock.monotonic()
      write()
      took(since)
    },
    async waiting(write) {
      const since = clock.monotonic()
      await write()
      took(since)
    },
  }
}
