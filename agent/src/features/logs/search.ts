import { isoTime } from '../../core/clock.ts'
import { type LogPlace, writeCursor } from './cursor.ts'
import type { LineCleaner } from './entry/clean-lines.ts'
import type { LogEntry } from './entry/parsed-line.ts'
import { type LineFilter, passes } from './read/line-filter.ts'
import { entryOf, type ReadLine } from './read/read-line.ts'
import type { LogSource } from './source/log-source.ts'
import { openBackwards } from './tail.ts'

export interface SearchRequest {
  sources: readonly LogSource[]
  from: LogPlace | null
  /** Looked for in what is shown of a line, so that a secret cannot be guessed; null for any line. */
  text: string | null
  filter: LineFilter
  /** Times of lines, ms since 1970: not older than `since`, not newer than `until`. */
  since: number | null
  until: number | null
  limit: number
  now: number
  monotonic(): number
  newCleaner(): LineCleaner
  signal: AbortSignal
}

export interface Found {
  items: LogEntry[]
  next_cursor: string | null
  complete: boolean
  searched_bytes: number
  searched_to: string | null
}

const mostRead = 64 * 1024 * 1024
const mostMs = 2000
const mostShown = 4 * 1024 * 1024
const atFirst = 1000
/** Lines of two programs, and of a clock that is set back a little, are not quite in the order of their times. */
const outOfOrderMs = 60_000

/** Lines that match, newest first, until there are enough, everything was read, or a bound is reached. */
export async function searchLines(request: SearchRequest): Promise<Found> {
  const { limit, since, signal, monotonic } = request
  const back = openBackwards(request, atFirst)
  const until = monotonic() + mostMs
  const wanted = matcher(request)
  const items: LogEntry[] = []
  let shown = 0
  let last: ReadLine | null = null
  let complete = false
  while (items.length < limit && shown < mostShown && back.size() < mostRead && monotonic() < until) {
    const taken = await back.next(signal)
    if (taken === 'again') continue
    if (taken === null || (since !== null && taken.line.order < since - outOfOrderMs)) {
      complete = true
      break
    }
    last = taken.line
    if (!wanted(taken.line)) continue
    items.push(entryOf(taken.line, taken.place))
    shown += taken.line.size
  }
  complete ||= back.isDone()
  return {
    items,
    next_cursor: complete ? null : writeCursor(back.place()),
    complete,
    searched_bytes: back.size(),
    searched_to: complete || last === null ? null : isoTime(last.order),
  }
}

function matcher({ text, filter, since, until }: SearchRequest): (line: ReadLine) => boolean {
  const part = text?.toLowerCase() ?? null
  return (line) =>
    passes(line, filter) &&
    (since === null || line.order >= since) &&
    (until === null || line.order <= until) &&
    (part === null || `${line.subsystem ?? ''} ${line.message}`.toLowerCase().includes(part))
}
