import type { LogEntry } from '../../wire.ts'

/** A row of the log: a line, or the place where lines are missing. */
export type LogItem =
  | { kind: 'line'; key: string; entry: LogEntry }
  | { kind: 'gap'; key: string; lost: number | null; message: string }

export function lineItem(entry: LogEntry): LogItem {
  return { kind: 'line', key: entry.cursor, entry }
}

/** Who wrote a line, as the facets name it. */
export function originOf({ subsystem, source }: LogEntry): string {
  return subsystem ?? source
}

/** One line as text, for the clipboard and for a file. */
export function lineText({ at, level, message, ...entry }: LogEntry): string {
  return [at ?? '-', level, `${originOf({ at, level, message, ...entry })}:`, message].join(' ')
}
