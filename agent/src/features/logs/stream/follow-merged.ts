import type { Clock } from '../../../core/clock.ts'
import type { LogPlace } from '../cursor.ts'
import { mergeByOrder } from '../read/merge-by-order.ts'
import type { LogSource } from '../source/log-source.ts'
import { type FollowDeps, followSource } from './follow-source.ts'
import type { Followed } from './followed.ts'

/** Sources tell of the same moment at different times: so long a line waits for those of others. */
const reorderWindowMs = 200
/** A source that is so far ahead waits until what it told was taken. */
const mostWaiting = 2000

/**
 * What all sources say after a place, by time within a small window. With one source nothing waits. Ends when aborted.
 * @throws what a source throws
 */
export async function* followMerged(
  sources: readonly LogSource[],
  from: LogPlace,
  deps: FollowDeps,
  signal: AbortSignal,
): AsyncGenerator<Followed[]> {
  const start = (source: LogSource, ended: AbortSignal) =>
    followSource(source, { position: from.places.get(source.id), at: from.at }, deps, ended)
  const [only, ...others] = sources
  if (only !== undefined && others.length === 0) {
    yield* start(only, signal)
    return
  }
  const ended = new AbortController()
  const both = AbortSignal.any([signal, ended.signal])
  const waiting = sources.map(() => [] as Followed[])
  const count = () => waiting.reduce((sum, list) => sum + list.length, 0)
  let news = Promise.withResolvers<void>()
  let taken = Promise.withResolvers<void>()
  let failure: { error: unknown } | null = null
  const gone = () => {
    news.resolve()
    taken.resolve()
  }
  both.addEventListener('abort', gone, { once: true })
  const pumps = sources.map(async (source, index) => {
    try {
      for await (const part of start(source, both)) {
        waiting[index]?.push(...part)
        news.resolve()
        while (!both.aborted && count() > mostWaiting) await taken.promise
        if (both.aborted) return
      }
    } catch (error) {
      if (!both.aborted) failure ??= { error }
      news.resolve()
    }
  })
  try {
    for (;;) {
      await news.promise
      if (signal.aborted) return
      if (failure === null && count() <= mostWaiting) await pause(deps.clock, both)
      if (failure !== null) throw (failure as { error: unknown }).error
      if (signal.aborted) return
      news = Promise.withResolvers()
      const merged = mergeByOrder(waiting.map((list) => list.splice(0)))
      taken.resolve()
      taken = Promise.withResolvers()
      if (merged.length > 0) yield merged
    }
  } finally {
    ended.abort()
    both.removeEventListener('abort', gone)
    await Promise.all(pumps)
  }
}

function pause(clock: Pick<Clock, 'after'>, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      timer.cancel()
      signal.removeEventListener('abort', end)
      done()
    }
    const timer = clock.after(reorderWindowMs, end)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
  })
}
