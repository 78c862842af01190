import { createRedactor } from '@moltbot-ops/redact'
import { beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { readCursor } from './cursor.ts'
import { createLineCleaner } from './entry/clean-lines.ts'
import type { LogEntry, LogLevel } from './entry/parsed-line.ts'
import { type SearchRequest, searchLines } from './search.ts'
import type { LogSource } from './source/log-source.ts'
import { type TailRequest, tailAfter, tailBefore } from './tail.ts'
import { createMemorySource, jsonLine, type MemorySource } from './test/memory-source.ts'

const now = Date.UTC(2026, 10, 24)
const { signal } = new AbortController()
const redactor = createRedactor()
const newCleaner = () => createLineCleaner(redactor)
const placeOf = (entry: LogEntry | undefined) => readCursor(entry?.cursor ?? '') ?? { at: null, places: new Map() }
const messages = (entries: readonly LogEntry[]) => entries.map(({ message }) => message)

let file: MemorySource
let printed: MemorySource
let sources: LogSource[]
/** Of both sources by time. */
let all: string[]

beforeEach(() => {
  file = createMemorySource()
  printed = createMemorySource('supervisor')
  sources = [file, printed]
  all = []
  // The first program is silent for long, then both speak, at the same second too.
  for (let second = 0; second < 900; second += 1) {
    const level = second % 100 === 0 ? 'WARN' : 'INFO'
    if (second % 3 !== 1 || second < 300) {
      file.append(jsonLine(second, `file ${second}`, { level }))
      all.push(`file ${second}`)
    }
    if (second >= 500 && second % 2 === 0) {
      printed.append(`${new Date(Date.UTC(2026, 10, 23, 2, 0, second)).toISOString()} printed ${second}`)
      all.push(`printed ${second}`)
    }
  }
})

const before = (lines: number, from: TailRequest['from'] = null, level?: LogLevel) =>
  tailBefore({ sources, from, lines, filter: { level }, now, newCleaner, signal })
const after = (lines: number, entry: LogEntry | undefined) =>
  tailAfter({ sources, from: placeOf(entry), lines, filter: { level: undefined }, now, newCleaner, signal })
const search = (more: Partial<SearchRequest> = {}) =>
  searchLines({
    ...{ sources, from: null, text: null, filter: { level: undefined }, since: null, until: null, limit: 50 },
    ...{ now, monotonic: () => 0, newCleaner, signal },
    ...more,
  })

test('lines of two sources are one by time, and from each of them both directions go on exactly there', async () => {
  const { entries, older } = await before(5000)
  expect(messages(entries)).toEqual(all)
  expect(older).toBe(false)
  for (const at of [0, 1, 299, 470, 471, 472, 800, all.length - 1]) {
    const upTo = await before(20, placeOf(entries[at]))
    expect(upTo.entries).toEqual(entries.slice(Math.max(0, at - 19), at + 1))
    const from = await after(20, entries[at])
    expect(from.entries).toEqual(entries.slice(at + 1, at + 21))
  }
})

test('a search that is cut into pages finds every line once, newest first', async () => {
  const found: string[] = []
  let from: SearchRequest['from'] = null
  for (let page = 0; page < 100; page += 1) {
    const { items, next_cursor, complete } = await search({ from, limit: 37 })
    found.push(...messages(items))
    expect(complete).toBe(next_cursor === null)
    if (next_cursor === null) break
    from = readCursor(next_cursor)
  }
  expect(found).toEqual(all.toReversed())
})

test('what is read in many parts is read once', async () => {
  const long = createMemorySource()
  const texts = Array.from({ length: 9000 }, (_, at) => `n${at}`)
  long.append(...texts.map((message, at) => jsonLine(at, message)))
  sources = [long]
  const { items } = await search({ limit: 9000 })
  expect(messages(items)).toEqual(texts.toReversed())
})

test('a search that takes too long ends, says how far it came, and goes on there', async () => {
  const clock = createFakeClock()
  const monotonic = () => {
    clock.advance(10)
    return clock.monotonic()
  }
  const first = await search({ text: 'file 0', monotonic })
  expect(first).toMatchObject({ items: [], complete: false, searched_to: expect.any(String) })
  const rest = await search({ text: 'file 0', from: readCursor(first.next_cursor ?? '') })
  expect(messages(rest.items)).toEqual(['file 0'])
})

test('lines of a level are found however far back they are', async () => {
  const { entries, older } = await before(10, null, 'warn')
  const warnings = all.filter((message) => /^file \d+$/.test(message) && Number(message.slice(5)) % 100 === 0)
  expect(warnings.length).toBeGreaterThan(4)
  expect(messages(entries)).toEqual(warnings)
  expect(older).toBe(false)
})

test('what is hidden cannot be found out by searching for it', async () => {
  const token = ['xoxb', '123456789012', 'abcdefghijklmnopqrstuvwx'].join('-')
  file.append(jsonLine(901, `token ${token}`))
  for (const part of [token, token.slice(0, 8), token.slice(-8)])
    expect((await search({ text: part })).items).toEqual([])
  expect((await search({ text: 'token [redacted' })).items).toHaveLength(1)
})

test('a line from the future takes nothing from the others but its place', async () => {
  file.append(JSON.stringify({ time: '2099-01-01T00:00:00Z', message: 'forged' }), jsonLine(901, 'after it'))
  const { entries } = await before(5000)
  expect(messages(entries).toSorted()).toEqual([...all, 'forged', 'after it'].toSorted())
  expect(messages(entries).slice(-2)).toEqual(['forged', 'after it'])
})

test('where there is no line, there is a place from which to go on', async () => {
  const empty = createMemorySource()
  sources = [empty]
  const nothing = await before(10)
  expect(nothing).toMatchObject({ entries: [], older: false, place: { at: now } })
  empty.append(jsonLine(1, 'first'))
  const { entries } = await tailAfter({
    ...{ sources, from: nothing.place, lines: 10, filter: { level: undefined }, now, newCleaner, signal },
  })
  expect(messages(entries)).toEqual(['first'])
})
