import { parseLine } from '../entry/parse-line.ts'
import type { LogSource, RawLine } from '../source/log-source.ts'

const most = 2000

/**
 * The newest lines of a source that had none when a cursor was made: those that are not older than the cursor's line.
 * `position` is where the source goes on after them; null while it has no line at all.
 */
export async function linesSince(
  source: LogSource,
  at: number | null,
  signal: AbortSignal,
): Promise<{ lines: RawLine[]; position: string | null }> {
  const { lines } = await source.before(null, most, signal)
  const first = at === null ? -1 : lines.findIndex((line) => (parseLine(line).at ?? Number.NEGATIVE_INFINITY) >= at)
  return { lines: first === -1 ? [] : lines.slice(first), position: lines.at(-1)?.position ?? null }
}
