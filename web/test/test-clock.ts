import type { Clock } from '../src/ui/clock.ts'

interface Task {
  at: number
  every: number | null
  run(): void
}

export interface TestClock extends Clock {
  after(ms: number, task: () => void): () => void
  /** Moves time on and runs what comes due, in order. */
  advance(ms: number): void
}

/** Time that stands still until a test moves it. */
export function createTestClock(start: number, timeZone = 'UTC'): TestClock {
  let time = start
  const tasks = new Set<Task>()
  const add = (ms: number, every: number | null, run: () => void) => {
    const task = { at: time + ms, every, run }
    tasks.add(task)
    return () => void tasks.delete(task)
  }
  return {
    timeZone,
    now: () => time,
    every: (ms, tick) => add(ms, ms, tick),
    after: (ms, task) => add(ms, null, task),
    advance(ms) {
      const end = time + ms
      for (;;) {
        const [next] = [...tasks].filter((task) => task.at <= end).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        time = next.at
        if (next.every === null) tasks.delete(next)
        else next.at += next.every
        next.run()
      }
      time = end
    },
  }
}

/** Lets every promise that can settle now do so. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
