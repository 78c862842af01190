import type { Clock } from '../../../core/clock.ts'

/** Decides whether a write may block the program. */
export interface Pace {
  mayBlock(): boolean
  /** Runs a write that blocks, and remembers how long it took. */
  blocking(write: () => void): void
  waiting(write: () => Promise<void>): Promise<void>
}

/** Handing a write to a thread and being woken costs about as much as a fast disk takes. */
const fastMs = 1
/** So many writes in a row must have been fast. */
const proof = 8

/**
 * A lone write blocks only where the last writes were fast: there the detour through a thread costs a fifth of the
 * time. One slow write, and the next ones wait in a thread again, so that a stalled disk does not stall the agent twice.
 */
export function createPace(clock: Clock): Pace {
  let fast = 0
  const took = (since: number) => {
    fast = clock.monotonic() - since < fastMs ? fast + 1 : 0
  }
  return {
    mayBlock: () => fast >= proof,
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
