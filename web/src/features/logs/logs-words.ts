import { countFirst } from '../../ui/number-words.ts'

const english = {
  title: 'Logs',
  reading: { verdict: 'Reading the log.', cause: 'The newest lines come first.' },
  failed: { verdict: 'The log cannot be read.' },
  none: { verdict: 'There is no log to read.', cause: 'The agent found no MoltBot on this host.' },
  empty: { verdict: 'Nothing is written in the log yet.', cause: 'Lines appear here as they are written.' },
  waiting: { verdict: 'It is not known what is written now.', cause: (why: string) => `These lines are older. ${why}` },
  quiet: (lines: string) => `Nothing is wrong in ${lines}.`,
  errors: (errors: string, lines: string) => `${errors} in ${lines}.`,
  warnings: (warnings: string, lines: string) => `${warnings} in ${lines}, no error.`,
  newest: (when: string, message: string) => `The newest, ${when}: ${message}`,
  lines: (count: number) => (count === 1 ? 'this one line' : `these ${grouped(count)} lines`),
  error: (count: number) => (count === 1 ? 'One error' : `${atFirst(count)} errors`),
  warning: (count: number) => (count === 1 ? 'One warning' : `${atFirst(count)} warnings`),
  live: 'Follows what is written.',
  search: (count: number) => `Search ${count === 1 ? 'one line' : `${grouped(count)} lines`}`,
  searchLabel: 'Search the lines shown',
  clearSearch: 'Clear the search',
  found: (text: string, count: number) =>
    count === 0
      ? `No line here holds “${text}”.`
      : count === 1
        ? `One line holds “${text}”.`
        : `${grouped(count)} lines hold “${text}”.`,
  whole: 'Search the whole log',
  wrap: 'Wrap',
  export: 'Export',
  level: 'Level',
  origin: 'Source',
  hidden: 'Hidden',
  hiddenNone: 'Nothing had to be hidden in these lines.',
  hiddenKind: (kind: string, lines: number) => `${kind}, ${lines === 1 ? 'one line' : `${grouped(lines)} lines`}`,
  moreOrigins: (count: number) => (count === 1 ? 'One more source' : `${count} more sources`),
  fewerOrigins: 'Fewer sources',
  unread: 'Cannot be read',
  list: 'Lines of the log',
  older: 'Read older lines',
  oldest: 'This is the oldest line that is there.',
  trimmed: 'Older lines were let go of to keep this page quick.',
  nothing: 'No line fits what is chosen.',
  showAll: 'Show all lines',
  paused: (count: number) =>
    count === 0
      ? 'Paused. Go to the newest line'
      : count === 1
        ? 'Paused. One new line'
        : `Paused. ${grouped(count)} new lines`,
  selected: (count: number) => (count === 1 ? 'One line' : `${grouped(count)} lines`),
  copy: 'Copy as evidence',
  copied: 'Copied',
  refused: 'The browser does not let this page copy.',
  around: '20 lines around',
  clear: 'Clear',
  gap: { lost: (count: number) => (count === 1 ? 'One line is missing.' : `${grouped(count)} lines are missing.`) },
  gapUnknown: 'Lines are missing here, nobody can say how many.',
  redacted: (kind: string) => `Hidden: ${kind}`,
  truncated: 'The line is longer; its end is left out.',
  unknownTime: 'no time',
  results: {
    verdict: (text: string, count: number, more: boolean) =>
      `${count === 0 ? 'No line' : count === 1 ? 'One line' : `${grouped(count)} lines`} of the whole log ${count === 1 || count === 0 ? 'holds' : 'hold'} “${text}”${more ? ' so far' : ''}.`,
    cause: (to: string) => `Searched back to ${to}.`,
    all: 'Everything that is kept was searched.',
    back: 'Back to the newest lines',
    results: 'Back to what was found',
    more: 'Search further back',
  },
  setup: 'Open Setup',
  aroundOf: 'Lines around the one that was chosen',
}

/** A count that begins a sentence. */
function atFirst(count: number): string {
  return count > 12 ? grouped(count) : countFirst(count)
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}

export type LogsWords = typeof english
export const logsWords: LogsWords = english
