import type { Clock, Timer } from '../../../core/clock.ts'

/** That something changed, for those who read by themselves what. */
export interface News {
  /** Goes up with every change. */
  version(): number
  tell(): void
  /** Resolves once the version is another one than `seen`, or `gone` is aborted. */
  after(seen: number, gone: AbortSignal): Promise<void>
}

export function createNews(): News {
  const waiting = new Set<() => void>()
  let version = 0
  return {
    version: () => version,
    tell() {
      version += 1
      for (const wake of [...waiting]) wake()
    },
    after(seen, gone) {
      if (version !== seen || gone.aborted) return Promise.resolve()
      return new Promise((done) => {
        const wake = () => {
          waiting.delete(wake)
          gone.removeEventListener('abort', wake)
          done()
        }
        waiting.add(wake)
        gone.addEventListener('abort', wake)
      })
    },
  }
}

export interface Paced {
  ask(): void
  cancel(): void
}

/** Calls `task` at once, and then at most once in `milliseconds`: what is asked for in between is one later call. */
export function paced(clock: Clock, milliseconds: number, task: () => void): Paced {
  let last = Number.NEGATIVE_INFINITY
  let timer: Timer | null = null
  const call = () => {
    timer = null
    last = clock.monotonic()
    task()
  }
  return {
    ask() {
      if (timer !== null) return
      const wait = last + milliseconds - clock.monotonic()
      if (wait <= 0) call()
      else timer = clock.after(wait, call)
    },
    cancel() {
      timer?.cancel()
      timer = null
    },
  }
}
