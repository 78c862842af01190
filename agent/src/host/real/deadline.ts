import { HostError } from '../host.ts'

/** Gives up on work that the machine does not finish, such as a read from a dead network mount; the work itself goes on. */
export function withDeadline<T>(what: string, milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new HostError('timeout', `${what} took longer than ${milliseconds} ms`)),
      milliseconds,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Runs work with a deadline; work that must wait for its turn longer than that is never begun. */
export type BoundedWork = <T>(what: string, milliseconds: number, work: () => Promise<T>) => Promise<T>

/** One of Node's four threads for files is left to the agent itself. */
const mostAtOnce = 3

/**
 * A read that hangs keeps its thread also after it was given up. Without a bound a folder that never answers, such as a
 * FUSE mount of MoltBot's, would take them all, and the agent could not read its own files.
 */
export function createBoundedWork(): BoundedWork {
  const waiting: (() => void)[] = []
  let running = 0
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < mostAtOnce) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
  return (what, milliseconds, work) => {
    const until = performance.now() + milliseconds
    const late = () => Promise.reject(new HostError('timeout', `${what} had to wait for too long`))
    return withDeadline(
      what,
      milliseconds,
      inTurn(() => (performance.now() < until ? work() : late())),
    )
  }
}
