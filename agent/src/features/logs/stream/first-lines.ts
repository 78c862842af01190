import type { Clock } from '../../../core/clock.ts'
import type { LogSource } from '../source/log-source.ts'

/** What was written between two looks is found by the next one. */
const lookEveryMs = 5000

/** Resolves when an empty source may have a line, or is to be looked at again, or this is aborted. */
export async function mayHaveLines(source: LogSource, clock: Pick<Clock, 'after'>, signal: AbortSignal): Promise<void> {
  const enough = new AbortController()
  const timer = clock.after(lookEveryMs, () => enough.abort())
  try {
    for await (const chunk of source.follow(null, AbortSignal.any([signal, enough.signal]))) {
      if (chunk.kind === 'lines' || signal.aborted) return
    }
  } finally {
    timer.cancel()
  }
}
