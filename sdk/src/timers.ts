/** Waiting, so that a test can decide when time passes. */
export interface Timers {
  /** Calls `task` once after `milliseconds`; `cancel` may be called more than once. */
  after(milliseconds: number, task: () => void): { cancel(): void }
  /** A number in `[0, 1)` that spreads reconnecting clients. Not for secrets. */
  random(): number
}

export const realTimers: Timers = {
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds)
    return { cancel: () => clearTimeout(timer) }
  },
  random: () => Math.random(),
}

/** Resolves after `milliseconds`, or as soon as the signal is aborted. Never rejects. */
export function pause(timers: Timers, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      timer.cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = timers.after(milliseconds, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
