import { createRedactor } from '@moltbot-ops/redact'
import { describe, expect, test } from 'vitest'
import type { RawLine } from '../source/log-source.ts'
import { jsonLine } from '../test/memory-source.ts'
import { createLineCleaner } from './clean-lines.ts'
import { parseLine } from './parse-line.ts'
import { showAsText } from './show-as-text.ts'

const raw = (text: string, more: Partial<RawLine> = {}): RawLine => ({
  ...{ position: 'p1', text, truncated: false, receivedAt: null },
  ...more,
})
const at = Date.UTC(2026, 10, 23, 2, 0, 1)
const clean = (...texts: string[]) =>
  createLineCleaner(createRedactor()).clean(texts.map((text) => parseLine(raw(text))))

describe('a line of the log file', () => {
  test('says when, how severe, by whom and what', () => {
    const line = jsonLine(1, 'ready', { level: 'WARN', subsystem: 'gateway/ws' })
    expect(parseLine(raw(line))).toEqual({ at, level: 'warn', subsystem: 'gateway/ws', message: 'ready' })
  })

  test('has its text in another argument where it logs fields, and its level as a number', () => {
    const line =
      '{"0":{"module":"heartbeat"},"1":{"ms":1},"2":"started","_meta":{"logLevelId":5,"date":"2026-11-23T02:00:01Z"}}'
    expect(parseLine(raw(line))).toEqual({ at, level: 'error', subsystem: 'heartbeat', message: 'started' })
  })

  test.each([
    ['another line', jsonLine(9, 'forged', { level: 'FATAL' })],
    ['a cursor and a source', '{"cursor":"t~f.9","source":"journald","level":"fatal"}'],
    ['its end and a new line', `x"}\n${jsonLine(9, 'forged')}`],
  ])('whose message holds %s stays one line with that text', (_, message) => {
    expect(parseLine(raw(jsonLine(1, message)))).toEqual({ at, level: 'info', subsystem: 'gateway', message })
  })

  test('that was cut keeps what is there of its message, without half a word', () => {
    const line = jsonLine(1, 'hello "you" and a secret that goes on').slice(0, 75)
    expect(parseLine(raw(line, { truncated: true }))).toMatchObject({
      at: null,
      subsystem: 'gateway',
      message: 'hello "you" and a secret that ',
    })
  })

  test.each([
    ['no JSON', '{"0":'],
    ['a list', '[1,2]'],
    ['without a text', '{"a":1}'],
    ['of nothing', ''],
    ['of zeros', '\0\0\0'],
  ])('that is %s is shown as it is', (_, text) => {
    expect(parseLine(raw(text))).toEqual({ at: null, level: 'info', subsystem: null, message: text })
  })

  test.each(['-1', '99999-01-01T00:00:00Z', 'now', '1e999'])('with the time %s has none', (time) => {
    expect(parseLine(raw(JSON.stringify({ time, message: 'm' })))).toMatchObject({ at: null, message: 'm' })
  })
})

describe('a printed line', () => {
  test.each([
    ['2026-11-23T02:00:01Z [gateway/ws] ready', { at, level: 'info', subsystem: 'gateway/ws', message: 'ready' }],
    ['\u001b[33mWarning:\u001b[0m disk', { at: null, level: 'warn', subsystem: null, message: 'Warning: disk' }],
    ['TypeError: x is not a function', { level: 'error' }],
    ['FATAL ERROR: heap out of memory', { level: 'fatal' }],
    ['[debug] polling', { level: 'debug', subsystem: 'debug' }],
    [`chat: ${'a'.repeat(90)} error`, { level: 'info' }],
  ])('%j', (text, expected) => {
    expect(parseLine(raw(text))).toMatchObject(expected)
  })

  test('has the time at which its manager received it when it says none', () => {
    expect(parseLine(raw('hello', { receivedAt: 5 }))).toMatchObject({ at: 5 })
  })
})

test.each([
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
  ['\u202Egpj.exe\u200B', '\\u202egpj.exe\\u200b'],
  ['\u{E0041}\u0000\u009B', '\\u{e0041}\\u0000\\u009b'],
  ['<img src=x onerror=alert(1)> ünï 🎉', '<img src=x onerror=alert(1)> ünï 🎉'],
  ['\uD800x', '\uFFFDx'],
])('%j is shown as %j', (text, shown) => {
  expect(showAsText(text)).toBe(shown)
})

describe('secrets', () => {
  const token = ['xoxb', '123456789012', 'abcdefghijklmnopqrstuvwx'].join('-')

  test('are hidden in message and subsystem, and told by kind', () => {
    const [first, second] = clean(
      jsonLine(1, `token ${token} again ${token}`),
      jsonLine(2, 'calm', { subsystem: token }),
    )
    expect(JSON.stringify([first, second])).not.toContain(token)
    expect(first?.redactions).toHaveLength(1)
    expect(second).toMatchObject({
      message: 'calm',
      redactions: first?.redactions,
      subsystem: expect.stringContaining('[redacted:'),
    })
  })

  test('in a message of several lines are hidden in it, and the next line is not moved', () => {
    const [first, second] = clean(jsonLine(1, `one\n${token}\nthree`), jsonLine(2, 'next'))
    expect(first?.message).toMatch(/^one\\n\[redacted:[^\]]+\]\\nthree$/)
    expect(second?.message).toBe('next')
  })

  test('as they are need a cleaner that hides nothing', () => {
    const [line] = createLineCleaner(null).clean([parseLine(raw(jsonLine(1, `token ${token}\n`)))])
    expect(line).toMatchObject({ message: `token ${token}\\n`, redactions: [] })
  })
})
