import type { LogEntry } from '../../../wire.ts'

/** One line of a log, with what a test says of it. */
export function logLine(cursor: string, more: Partial<LogEntry> = {}): LogEntry {
  return {
    cursor,
    at: '2026-11-23T02:06:59.120Z',
    level: 'info',
    source: 'file',
    subsystem: 'gateway',
    message: `line ${cursor}`,
    redactions: [],
    truncated: false,
    ...more,
  }
}
