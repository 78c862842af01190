import { beginning } from '../cursor.ts'
import { parseLine } from '../entry/parse-line.ts'
import type { LogSource, RawLine, SourceGap } from '../source/log-source.ts'

const most = 2000

const tooMany: SourceGap = {
  lost: null,
  reason: 'cursor_unknown',
  message: `More than ${most} lines came since, and only the last of them are shown.`,
}

export interface Since {
  lines: RawLine[]
  /** Where the source goes on after them. */
  position: string
  /** Lines that are missing before them. */
  gap: SourceGap | null
}

/**
 * The newest lines of a source in which a cursor names no line: all where it was at the beginning, else those that are
 * not older than the cursor's line.
 */
export async function linesSince(
  source: LogSource,
  from: { position: string | undefined; at: number | null },
  signal: AbortSignal,
): Promise<Since> {
  const { lines, older } = await source.before(null, most, signal)
  const position = lines.at(-1)?.position ?? beginning
  if (from.position === beginning) return { lines, position, gap: older ? tooMany : null }
  const { at } = from
  const first = at === null ? -1 : lines.findIndex((line) => (parseLine(line).at ?? Number.NEGATIVE_INFINITY) >= at)
  return { lines: first === -1 ? [] : lines.slice(first), position, gap: first === 0 && older ? tooMany : null }
}
