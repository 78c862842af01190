import type { Clock } from '../../../../core/clock.ts'
import { HostError } from '../../../host.ts'
import { hostError } from '../../system-error.ts'

/** Aborted with a HostError as its reason when the work has to end: late, cancelled, or the connection is gone. */
export type Cut = AbortSignal

/** Runs work on a connection until it is done or cut off. @throws HostError */
export type Within = <T>(
  what: string,
  bounds: { timeoutMs: number; signal?: AbortSignal },
  work: (cut: Cut) => Promise<T>,
) => Promise<T>

export function createWithin(deps: { clock: Clock; ended: Promise<string | null>; place: string }): Within {
  const { clock, ended, place } = deps
  let gone: HostError | null = null
  void ended.then((why) => {
    gone = new HostError('failed', why ?? `The connection to ${place} is closed.`)
  })
  return async (what, { timeoutMs, signal }, work) => {
    if (gone !== null) throw gone
    const cut = new AbortController()
    const end = (error: HostError) => cut.abort(error)
    const onAbort = () => end(new HostError('failed', `${what} was cancelled.`))
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort)
    const timer = clock.after(timeoutMs, () =>
      end(new HostError('timeout', `${what} took longer than ${timeoutMs} ms.`)),
    )
    void ended.then((why) => end(new HostError('failed', why ?? `The connection to ${place} is closed.`)))
    try {
      return await work(cut.signal)
    } catch (error) {
      // The end of the connection is why everything on it fails.
      throw gone ?? hostError(what, error)
    } finally {
      timer.cancel()
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

/** The promise, unless it is cut off first; then it may still end, unheard. */
export function untilCut<T>(cut: Cut, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return new Promise((resolve, reject) => {
    const onCut = () => reject(cut.reason)
    if (cut.aborted) return onCut()
    cut.addEventListener('abort', onCut, { once: true })
    promise.then(resolve, reject).finally(() => cut.removeEventListener('abort', onCut))
  })
}
