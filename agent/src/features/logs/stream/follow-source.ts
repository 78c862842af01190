import type { Clock } from '../../../core/clock.ts'
import { beginning } from '../cursor.ts'
import type { LineCleaner } from '../entry/clean-lines.ts'
import { primedCleaner } from '../read/primed-cleaner.ts'
import { readLines } from '../read/read-lines.ts'
import { linesSince } from '../read/since.ts'
import type { LogSource, RawLine, SourceGap } from '../source/log-source.ts'
import { mayHaveLines } from './first-lines.ts'
import type { Followed } from './followed.ts'

export interface FollowDeps {
  clock: Pick<Clock, 'after'>
  /** Wall time of the machine, ms since 1970. */
  machineNow(): number
  newCleaner(): LineCleaner
}

/** What one source says after a place, cleaned. @param at time from which on a source without a place is read, ms since 1970 */
export async function* followSource(
  source: LogSource,
  { position, at }: { position: string | undefined; at: number | null },
  { clock, machineNow, newCleaner }: FollowDeps,
  signal: AbortSignal,
): AsyncGenerator<Followed[]> {
  let order: number | null = at
  let cleaner: LineCleaner
  const said = (raw: readonly RawLine[]): Followed[] =>
    readLines(raw, { source: source.id, cleaner, now: machineNow(), before: order }).map((line) => {
      order = line.order
      return { kind: 'line', source: source.id, order: line.order, position: line.position, line }
    })

  const missing = (gap: SourceGap, after: string | null): Followed[] => [
    { kind: 'gap', source: source.id, order: order ?? machineNow(), position: after, gap },
  ]

  let from = position
  cleaner = from === undefined ? newCleaner() : await primedCleaner(source, from, newCleaner, signal)
  while (from === undefined || from === beginning) {
    const since = await linesSince(source, { position: from, at }, signal)
    if (signal.aborted) return
    if (since.gap !== null) yield missing(since.gap, null)
    if (since.lines.length > 0) yield said(since.lines)
    from = since.position
    if (from === beginning) await mayHaveLines(source, clock, signal)
  }
  for await (const chunk of source.follow(from, signal)) {
    if (signal.aborted) return
    if (chunk.kind === 'lines') {
      if (chunk.lines.length > 0) yield said(chunk.lines)
    } else {
      yield missing(chunk.gap, chunk.position)
    }
  }
}
