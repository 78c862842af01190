import type { Clock } from '../../../core/clock.ts'
import { HostError } from '../../host.ts'

export interface Patience {
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

/**
 * Lets simulated time go by.
 * @throws HostError timeout when it would take longer than the caller waits, failed when the caller gives up
 */
export function passTime(clock: Clock, milliseconds: number, what: string, patience: Patience = {}): Promise<void> {
  const { timeoutMs = Number.POSITIVE_INFINITY, signal } = patience
  const givenUp = () => new HostError('failed', `${what} was given up.`, signal?.reason)
  if (signal?.aborted) return Promise.reject(givenUp())
  return new Promise((done, fail) => {
    const late = milliseconds > timeoutMs
    const onAbort = () => {
      timer.cancel()
      fail(givenUp())
    }
    const timer = clock.after(Math.min(milliseconds, timeoutMs), () => {
      signal?.removeEventListener('abort', onAbort)
      if (late) fail(new HostError('timeout', `${what} took longer than ${timeoutMs} ms.`))
      else done()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
