import type { Clock } from './clock.ts'
import { createTimerQueue } from './timer-queue.ts'

/** A clock that moves only when told to. Timers fire in order of time while it advances. */
export interface FakeClock extends Clock {
  /** Moves time forward by milliseconds, firing what is due on the way. */
  advance(milliseconds: number): void
  /** Moves time forward and lets promises settle between the timers that fire. */
  advanceAsync(milliseconds: number): Promise<void>
  /** Sets the wall time only, as an administrator would: monotonic time and timers do not notice. */
  setWall(now: number): void
  /** How many timers wait: a test that leaves some has leaked them. */
  pending(): number
}

export function createFakeClock(start = Date.UTC(2026, 10, 23, 2, 7, 0)): FakeClock {
  const timers = createTimerQueue()
  let wall = start
  let mono = 0
  const moveTo = (at: number) => {
    wall += at - mono
    mono = at
  }
  /** Fires one timer that is due until then; false when none is. */
  const fireNext = (until: number): boolean => {
    const due = timers.take(until)
    if (due === null) return false
    moveTo(due.at)
    due.task()
    return true
  }
  const settle = () => new Promise<void>((done) => setImmediate(done))
  return {
    now: () => wall,
    monotonic: () => mono,
    after: (milliseconds, task) => timers.add(mono + Math.max(0, milliseconds), null, task),
    every: (milliseconds, task) => timers.add(mono + Math.max(0, milliseconds), milliseconds, task),
    advance(milliseconds) {
      const until = mono + milliseconds
      while (fireNext(until));
      moveTo(until)
    },
    async advanceAsync(milliseconds) {
      const until = mono + milliseconds
      await settle()
      while (fireNext(until)) await settle()
      moveTo(until)
      await settle()
    },
    setWall(now) {
      wall = now
    },
    pending: () => timers.size(),
  }
}
