import { Problem } from './problem.ts'

/** Runs the tasks of one key one after another, in the order of their calls. */
export type OneAtATime = <T>(key: string, task: () => Promise<T>) => Promise<T>

/**
 * What is checked and then written must not be checked by somebody else in between. At most `mostWaiting` tasks wait
 * for one key; more are refused with `rate_limited`, so that nobody can pile up work.
 */
export function createOneAtATime(mostWaiting = 20): OneAtATime {
  const lines = new Map<string, { tail: Promise<unknown>; length: number }>()
  return async (key, task) => {
    const line = lines.get(key) ?? { tail: Promise.resolve(), length: 0 }
    if (line.length > mostWaiting) {
      throw new Problem('rate_limited', 'Too many requests at once. Wait a moment.', { retryAfterSeconds: 1 })
    }
    lines.set(key, line)
    line.length += 1
    const run = line.tail.then(task)
    // The next in line starts whether or not this one fails; its caller has the error.
    line.tail = run.catch(() => undefined)
    try {
      return await run
    } finally {
      line.length -= 1
      if (line.length === 0) lines.delete(key)
    }
  }
}
