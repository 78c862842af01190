import { isoTime } from '../../../core/clock.ts'
import { type LogPlace, writeCursor } from '../cursor.ts'
import type { CleanLine } from '../entry/clean-lines.ts'
import type { LogEntry } from '../entry/parsed-line.ts'

/** A line as it was read from one source, ready to be shown. */
export interface ReadLine extends CleanLine {
  source: string
  position: string
  truncated: boolean
  /** What it is ordered by, ms since 1970: its time, or that of its neighbour. */
  order: number
  /** Of its text, for bounds. */
  size: number
}

export function entryOf(line: ReadLine, place: LogPlace): LogEntry {
  return {
    cursor: writeCursor(place),
    at: line.at === null ? null : isoTime(line.at),
    level: line.level,
    source: line.source,
    subsystem: line.subsystem,
    message: line.message,
    redactions: line.redactions,
    truncated: line.truncated,
  }
}
