import type { Clock } from './clock.ts'

/** The machine's clock. Timers do not keep the process alive: the server does. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(milliseconds, task) {
      const timer = setTimeout(task, milliseconds)
      timer.unref()
      return { cancel: () => clearTimeout(timer) }
    },
    every(milliseconds, task) {
      const timer = setInterval(task, milliseconds)
      timer.unref()
      return { cancel: () => clearInterval(timer) }
    },
  }
}
