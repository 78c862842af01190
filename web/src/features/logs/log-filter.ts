import type { LogEntry, LogLevel } from '../../wire.ts'
import { type LogItem, originOf } from './log-item.ts'

export interface LogFilter {
  text: string
  /** Levels and origins that are not shown; what is not known yet is shown when it comes. */
  hiddenLevels: ReadonlySet<LogLevel>
  hiddenOrigins: ReadonlySet<string>
}

export const noFilter: LogFilter = { text: '', hiddenLevels: new Set(), hiddenOrigins: new Set() }

export const levels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace']

export interface Shown {
  items: readonly LogItem[]
  /** Counted among the lines that hold the text, whichever levels and origins are chosen. */
  levels: ReadonlyMap<LogLevel, number>
  origins: ReadonlyMap<string, number>
  /** Kinds of things that are hidden in the lines shown, with the number of lines. */
  hidden: ReadonlyMap<string, number>
  lines: number
}

/** What of the log a filter leaves, and what the facets say about it. */
export function showThrough(items: readonly LogItem[], filter: LogFilter): Shown {
  const text = filter.text.trim().toLowerCase()
  const counts = { levels: new Map<LogLevel, number>(), origins: new Map<string, number>() }
  const hidden = new Map<string, number>()
  let lines = 0
  const shown = items.filter((item) => {
    if (item.kind === 'gap') return true
    const { entry } = item
    const origin = originOf(entry)
    if (text !== '' && !holds(entry, origin, text)) return false
    count(counts.levels, entry.level)
    count(counts.origins, origin)
    if (filter.hiddenLevels.has(entry.level) || filter.hiddenOrigins.has(origin)) return false
    lines += 1
    for (const kind of entry.redactions) count(hidden, kind)
    return true
  })
  return { items: shown, ...counts, hidden, lines }
}

export function isFiltering({ text, hiddenLevels, hiddenOrigins }: LogFilter): boolean {
  return text.trim() !== '' || hiddenLevels.size > 0 || hiddenOrigins.size > 0
}

function holds({ message }: LogEntry, origin: string, text: string): boolean {
  return message.toLowerCase().includes(text) || origin.toLowerCase().includes(text)
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
