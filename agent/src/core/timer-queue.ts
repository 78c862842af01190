import type { Timer } from './clock.ts'

/** A timer that is due, taken out of the queue. */
export interface DueTimer {
  /** When it was due. */
  at: number
  task: () => void
}

/** Timers of a clock that moves by itself: times are milliseconds of that clock's monotonic time. */
export interface TimerQueue {
  /** `period` null fires once; otherwise again and again, at least a millisecond apart. */
  add(at: number, period: number | null, task: () => void): Timer
  /** When the next timer is due; null when none waits. */
  earliest(): number | null
  /**
   * Takes the earliest timer due at or before `until`, those of one time in the order they were added. An interval
   * stays in the queue, moved to its first time after `now`: a clock that jumps past several of them fires it once.
   */
  take(until: number, now?: number): DueTimer | null
  size(): number
}

interface Waiting extends DueTimer {
  order: number
  period: number | null
}

export function createTimerQueue(): TimerQueue {
  const waiting = new Set<Waiting>()
  let order = 0
  const first = (): Waiting | null => {
    let best: Waiting | null = null
    for (const entry of waiting)
      if (best === null || entry.at < best.at || (entry.at === best.at && entry.order < best.order)) best = entry
    return best
  }
  return {
    add(at, period, task) {
      const entry = { at, order: order++, period, task }
      waiting.add(entry)
      return { cancel: () => waiting.delete(entry) }
    },
    earliest: () => first()?.at ?? null,
    take(until, now) {
      const entry = first()
      if (entry === null || entry.at > until) return null
      const { at, task } = entry
      if (entry.period === null) waiting.delete(entry)
      else {
        const period = Math.max(1, entry.period)
        entry.at += period * Math.max(1, Math.floor(((now ?? at) - at) / period) + 1)
        entry.order = order++
      }
      return { at, task }
    },
    size: () => waiting.size,
  }
}
