import { expect, test } from 'vitest'
import type { LogSource } from '../../wire.ts'
import type { LogState } from './log-feed.ts'
import { lineItem } from './log-item.ts'
import { sentenceOf } from './log-sentence.ts'
import { logLine } from './test/log-lines.ts'

const source: LogSource = {
  ...{ id: 'file', kind: 'file', title: 'MoltBot’s log file', instance_id: 'in_1', available: true, reason: null },
  ...{ size_bytes: 1, files: 1, oldest_at: null, newest_at: null },
}
const quiet: LogState = {
  phase: 'live',
  items: [lineItem(logLine('1')), lineItem(logLine('2'))],
  sources: [source],
  ...{ older: false, readingOlder: false, trimmed: false, failure: null },
}
const say = (state: Partial<LogState>, search: { text: string; lines: number } | null = null) =>
  sentenceOf({ state: { ...quiet, ...state }, search, now: Date.parse('2026-11-23T02:10:00Z'), timeZone: 'UTC' })

test.each<[string, Partial<LogState>, object]>([
  ['quiet lines', {}, { mark: 'fine', verdict: 'Nothing is wrong in these 2 lines.' }],
  [
    'an error, with the newest one',
    { items: [lineItem(logLine('1', { level: 'error', message: 'no route' })), lineItem(logLine('2'))] },
    { mark: 'look', verdict: 'One error in these 2 lines.', cause: 'The newest, 02:06: no route' },
  ],
  [
    'warnings',
    { items: [lineItem(logLine('1', { level: 'warn' }))] },
    { verdict: 'One warning in this one line, no error.' },
  ],
  ['a cut connection, which is never fine', { phase: 'waiting', failure: 'It is away.' }, { mark: 'unknown' }],
  ['what cannot be read', { phase: 'failed', failure: 'It is away.' }, { mark: 'unknown', cause: 'It is away.' }],
  ['the first moment', { phase: 'reading', items: [] }, { mark: 'busy' }],
  ['no MoltBot', { phase: 'none', items: [] }, { mark: 'unknown', verdict: 'There is no log to read.' }],
  ['an empty log', { items: [] }, { mark: 'info', verdict: 'Nothing is written in the log yet.' }],
  [
    'a log that may not be read',
    { items: [], sources: [{ ...source, available: false, reason: 'The agent may not.' }] },
    { mark: 'unknown', cause: 'The agent may not.' },
  ],
])('the first sentence says %s', (_what, state, sentence) => {
  expect(say(state)).toMatchObject(sentence)
})

test('a search says how much it found', () => {
  expect(say({}, { text: 'x', lines: 0 }).verdict).toBe('No line here holds “x”.')
  expect(say({}, { text: 'x', lines: 1200 }).verdict).toBe('1,200 lines hold “x”.')
})
