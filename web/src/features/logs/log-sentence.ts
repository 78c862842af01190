import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import { since } from '../../ui/time-words.ts'
import type { LogEntry } from '../../wire.ts'
import type { LogState } from './log-feed.ts'
import { logsWords as words } from './logs-words.ts'

interface Told {
  state: LogState
  /** The search that is looked at, and the lines that hold it. */
  search: { text: string; lines: number } | null
  now: number
  timeZone: string
}

const longestQuote = 120

/** How the log stands, and why, in the first sentence of the page. */
export function sentenceOf({ state, search, now, timeZone }: Told): StatusSentenceProps {
  const { phase, items, sources, failure } = state
  if (phase === 'none') return { mark: 'unknown', ...words.none }
  if (phase === 'failed') return { mark: 'unknown', ...words.failed, cause: failure ?? '' }
  if (phase === 'reading' && items.length === 0) return { mark: 'busy', ...words.reading }
  const entries = items.flatMap((item) => (item.kind === 'line' ? [item.entry] : []))
  if (phase === 'waiting') {
    return { mark: 'unknown', verdict: words.waiting.verdict, cause: words.waiting.cause(failure ?? '') }
  }
  if (search !== null) return { mark: 'info', verdict: words.found(search.text, search.lines) }
  if (entries.length === 0) {
    const unread = sources.find(({ available }) => !available)
    if (unread?.reason != null && sources.every(({ available }) => !available))
      return { mark: 'unknown', ...words.failed, cause: unread.reason }
    return { mark: 'info', ...words.empty }
  }
  const errors = entries.filter(({ level }) => level === 'error' || level === 'fatal')
  const warnings = entries.filter(({ level }) => level === 'warn')
  const lines = words.lines(entries.length)
  const cause = (newest: LogEntry | undefined) => (newest === undefined ? {} : { cause: quoted(newest, now, timeZone) })
  // What is counted is the past, so nothing of it is a state: the lines themselves carry the colours.
  if (errors.length > 0)
    return { mark: 'look', verdict: words.errors(words.error(errors.length), lines), ...cause(errors.at(-1)) }
  if (warnings.length > 0)
    return { mark: 'info', verdict: words.warnings(words.warning(warnings.length), lines), ...cause(warnings.at(-1)) }
  return { mark: 'fine', verdict: words.quiet(lines), cause: words.live }
}

function quoted({ at, message }: LogEntry, now: number, timeZone: string): string {
  const short = message.length > longestQuote ? `${message.slice(0, longestQuote)}…` : message
  return words.newest(at === null ? words.unknownTime : since(Date.parse(at), now, timeZone), short)
}
