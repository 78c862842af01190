import type { Clock, Timer } from './clock.ts'

interface Waiting {
  at: number
  order: number
  period: number | null
  task: () => void
}

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
  let wall = start
  let mono = 0
  let order = 0
  const waiting = new Set<Waiting>()
  const add = (milliseconds: number, period: number | null, task: () => void): Timer => {
    const entry: Waiting = { at: mono + Math.max(0, milliseconds), order: order++, period, task }
    waiting.add(entry)
    return { cancel: () => waiting.delete(entry) }
  }
  const next = (until: number): Waiting | undefined =>
    [...waiting].filter((w) => w.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0]
  const moveTo = (at: number) => {
    wall += at - mono
    mono = at
  }
  const fire = (entry: Waiting) => {
    moveTo(entry.at)
    if (entry.period === null) waiting.delete(entry)
    else {
      entry.at += Math.max(1, entry.period)
      entry.order = order++
    }
    entry.task()
  }
  const settle = () => new Promise<void>((done) => setImmediate(done))
  return {
    now: () => wall,
    monotonic: () => mono,
    after: (milliseconds, task) => add(milliseconds, null, task),
    every: (milliseconds, task) => add(milliseconds, milliseconds, task),
    advance(milliseconds) {
      const until = mono + milliseconds
      for (let due = next(until); due; due = next(until)) fire(due)
      moveTo(until)
    },
    async advanceAsync(milliseconds) {
      const until = mono + milliseconds
      await settle()
      for (let due = next(until); due; due = next(until)) {
        fire(due)
        await settle()
      }
      moveTo(until)
      await settle()
    },
    setWall(now) {
      wall = now
    },
    pending: () => waiting.size,
  }
}
