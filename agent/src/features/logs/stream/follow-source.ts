import type { LineCleaner } from '../entry/clean-lines.ts'
import { primedCleaner } from '../read/primed-cleaner.ts'
import { readLines } from '../read/read-lines.ts'
import { linesSince } from '../read/since.ts'
import type { LogSource, RawLine } from '../source/log-source.ts'
import type { Followed } from './followed.ts'

export interface FollowDeps {
  /** Wall time of the machine, ms since 1970. */
  machineNow(): number
  newCleaner(): LineCleaner
}

/** What one source says after a place, cleaned. @param at time from which on a source without a place is read, ms since 1970 */
export async function* followSource(
  source: LogSource,
  { position, at }: { position: string | undefined; at: number | null },
  { machineNow, newCleaner }: FollowDeps,
  signal: AbortSignal,
): AsyncGenerator<Followed[]> {
  let order: number | null = at
  let cleaner: LineCleaner
  const said = (raw: readonly RawLine[]): Followed[] =>
    readLines(raw, { source: source.id, cleaner, now: machineNow(), before: order }).map((line) => {
      order = line.order
      return { kind: 'line', source: source.id, order: line.order, position: line.position, line }
    })

  let from = position ?? null
  if (from === null) {
    const since = await linesSince(source, at, signal)
    cleaner = newCleaner()
    if (since.lines.length > 0) yield said(since.lines)
    from = since.position
  } else cleaner = await primedCleaner(source, from, newCleaner, signal)
  for await (const chunk of source.follow(from, signal)) {
    if (signal.aborted) return
    if (chunk.kind === 'lines') {
      if (chunk.lines.length > 0) yield said(chunk.lines)
    } else {
      const { gap } = chunk
      yield [{ kind: 'gap', source: source.id, order: order ?? machineNow(), position: chunk.position, gap }]
    }
  }
}
