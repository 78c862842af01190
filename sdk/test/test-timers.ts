import type { Timers } from '../src/timers.ts'

interface Waiting {
  milliseconds: number
  task: () => void
}

/** Timers that fire when the test says so. `random` is always 1, so that waits are whole steps. */
export interface TestTimers extends Timers {
  /** Lengths of the timers that wait now. */
  waiting(): number[]
  /** Fires the timer of this length; waits for it to be set first. */
  fire(milliseconds: number): Promise<void>
}

export function createTestTimers(): TestTimers {
  const waiting = new Set<Waiting>()
  const watchers = new Set<() => void>()
  const take = (milliseconds: number) => [...waiting].find((entry) => entry.milliseconds === milliseconds)
  return {
    after(milliseconds, task) {
      const entry = { milliseconds, task }
      waiting.add(entry)
      for (const watcher of [...watchers]) watcher()
      return { cancel: () => waiting.delete(entry) }
    },
    random: () => 1,
    waiting: () => [...waiting].map(({ milliseconds }) => milliseconds),
    async fire(milliseconds) {
      const entry =
        take(milliseconds) ??
        (await new Promise<Waiting>((resolve) => {
          const watcher = () => {
            const found = take(milliseconds)
            if (found === undefined) return
            watchers.delete(watcher)
            resolve(found)
          }
          watchers.add(watcher)
        }))
      waiting.delete(entry)
      entry.task()
    },
  }
}
