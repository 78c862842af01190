import { createRedactor } from '@moltbot-ops/redact'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import type { LogSource } from '../source/log-source.ts'
import { createMemoryClient } from '../test/memory-client.ts'
import { createMemorySource, jsonLine, type MemorySource } from '../test/memory-source.ts'
import { createLogFeeds, type LogFeedRequest, type LogFeeds } from './log-feeds.ts'

let clock: FakeClock
let file: MemorySource
let journal: MemorySource
let sources: LogSource[]
let feeds: LogFeeds
let logged: string[]
const open: { leave(): void }[] = []

beforeEach(() => {
  clock = createFakeClock()
  file = createMemorySource()
  journal = createMemorySource('journald')
  sources = [file]
  logged = []
  const put = (message: string) => void logged.push(message)
  const redactor = createRedactor()
  feeds = createLogFeeds({
    ...{ clock, redactor, machineNow: clock.now, redact: redactor.text },
    log: { info: put, warn: put, error: put },
    sourcesOf: () => sources,
  })
})
afterEach(async () => {
  for (const { leave } of open.splice(0)) leave()
  await clock.advanceAsync(10)
  expect([file.followers(), journal.followers(), clock.pending()]).toEqual([0, 0, 0])
  expect(logged).toEqual([])
})

const asked: LogFeedRequest = {
  instanceId: 'in_1',
  level: undefined,
  sources: undefined,
  cursor: undefined,
  isPlain: false,
  until: null,
}

function follow(request: Partial<LogFeedRequest> = {}, room?: number) {
  const client = createMemoryClient(room)
  const served = client.follow(feeds.open({ ...asked, ...request }))
  const one = { ...client, served }
  open.push(one)
  return one
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `n${from + at}`)
const write = (source: MemorySource, from: number, to: number) =>
  source.append(...numbers(from, to).map((message, at) => jsonLine(from + at, message)))

test('a client that is stalled loses lines and is told how many in one gap; the other loses none', async () => {
  const fast = follow()
  const slow = follow({}, 40)
  write(file, 1, 1)
  await Promise.all([fast, slow].map((one) => one.until(() => one.messages().length === 1)))
  slow.stall()
  for (let from = 2; from <= 2001; from += 10) {
    write(file, from, from + 9)
    const written = from + 8
    // Whoever does not read is waited for once, for a quarter of a second.
    const arrived = fast.until(() => fast.messages().length > written)
    await clock.advanceAsync(250)
    await arrived
  }
  expect(fast.messages()).toEqual(numbers(1, 2001))
  expect(fast.gaps()).toEqual([])
  const { length: before } = slow.messages()
  expect(before).toBeLessThan(100)
  slow.read()
  write(file, 2002, 2002)
  await slow.until(() => slow.messages().at(-1) === 'n2002')
  expect(slow.gaps()).toEqual([
    { lost: 2001 - before, source: null, reason: 'slow_client', message: expect.stringContaining('too slowly') },
  ])
})

test('a client that reads in its own time loses nothing of a burst', async () => {
  const reader = follow({}, 400)
  write(file, 1, 1)
  await reader.until(() => reader.messages().length === 1)
  reader.stall()
  write(file, 2, 5000)
  while (reader.messages().length < 5000 && reader.lost() === 0) {
    await clock.advanceAsync(1)
    reader.read()
    reader.stall()
  }
  expect(reader.messages()).toEqual(numbers(1, 5000))
})

test('many clients cost one reading of the log', async () => {
  const clients = Array.from({ length: 20 }, () => follow())
  write(file, 1, 5)
  await Promise.all(clients.map((one) => one.until(() => one.messages().length === 5)))
  await clock.advanceAsync(1)
  expect(file.followers()).toBe(1)
})

test('whoever comes back reads on alone and then with the others, with no line missing or doubled', async () => {
  const first = follow()
  write(file, 1, 3)
  await first.until(() => first.messages().length === 3)
  first.leave()
  write(file, 4, 5000)
  const others = follow()
  await others.until(() => others.messages().at(-1) === 'n5000')
  const back = follow({ cursor: first.lines()[1]?.cursor ?? '' })
  await back.until(() => back.messages().at(-1) === 'n5000')
  write(file, 5001, 5003)
  await back.until(() => back.messages().at(-1) === 'n5003')
  expect(back.messages()).toEqual(numbers(3, 5003))
  expect(others.messages()).toEqual(numbers(4991, 5003))
  expect(file.followers()).toBe(1)
})

test('a slow client that catches up waits for itself and loses nothing', async () => {
  write(file, 1, 1)
  const first = follow()
  await first.until(() => first.messages().length === 1)
  write(file, 2, 1000)
  await first.until(() => first.messages().length === 1000)
  const back = follow({ cursor: first.lines()[0]?.cursor ?? '' }, 10)
  back.stall()
  await clock.advanceAsync(1000)
  expect(back.messages().length).toBeLessThan(1000)
  while (back.messages().length < 999) {
    back.read()
    back.stall()
    await clock.advanceAsync(1)
  }
  expect(back.messages()).toEqual(numbers(2, 1000))
})

test('lines of two sources come by time, and each cursor names a place in both', async () => {
  sources = [file, journal]
  journal.append('2026-11-23T02:00:01.500Z begin')
  file.append(jsonLine(1, 'one'), jsonLine(2, 'two'))
  const first = follow()
  await first.until(() => first.messages().length === 3)
  expect(first.messages()).toEqual(['one', 'begin', 'two'])
  for (const { cursor } of first.lines()) {
    const back = follow({ cursor })
    const rest = first.messages().slice(first.lines().findIndex((line) => line.cursor === cursor) + 1)
    await clock.advanceAsync(500)
    expect(back.messages()).toEqual(rest)
  }
  journal.append('2026-11-23T02:00:04Z four')
  file.append(jsonLine(3, 'three'), jsonLine(5, 'five'))
  await clock.advanceAsync(300)
  expect(first.messages()).toEqual(['one', 'begin', 'two', 'three', 'four', 'five'])
})

test('a gap of a source is told with its reason, in its place, and a client that comes back is not told twice', async () => {
  write(file, 1, 1)
  const client = follow()
  await client.until(() => client.messages().length === 1)
  file.lose({ lost: null, reason: 'truncated', message: 'It was cut.' })
  write(file, 2, 2)
  await client.until(() => client.messages().length === 2)
  expect(client.events.map(({ name }) => name)).toEqual(['line', 'gap', 'line'])
  expect(client.gaps()).toEqual([{ lost: null, source: 'file', reason: 'truncated', message: 'It was cut.' }])
})

test('a private key over several lines is hidden also from whoever comes in its middle', async () => {
  const marker = (word: string) => `-----${word} ${'OPENSSH'} PRIVATE KEY-----`
  const body = Array.from(
    { length: 5 },
    (_, at) => `${'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAA'.slice(at)}Zz${at}`,
  )
  file.append('2026-11-23T02:00:00Z before', marker('BEGIN'), ...body.slice(0, 2))
  const client = follow()
  await client.until(() => client.messages().length === 4)
  const middle = follow({ cursor: client.lines()[2]?.cursor ?? '' })
  file.append(...body.slice(2), marker('END'), 'after')
  await Promise.all([client, middle].map((one) => one.until(() => one.messages().at(-1) === 'after')))
  for (const one of [client, middle]) {
    for (const line of body) expect(one.messages().join('\n')).not.toContain(line)
    expect(one.lines().at(-2)?.redactions).toEqual(['private-key'])
  }
})

test('a stream of lines as they are ends when the approval does', async () => {
  const token = ['xoxb', '1234567890', 'abcdefghijklmnop'].join('-')
  const hidden = follow()
  const plain = follow({ isPlain: true, until: clock.now() + 60_000 })
  file.append(jsonLine(1, `token ${token}`))
  await Promise.all([hidden, plain].map((one) => one.until(() => one.messages().length === 1)))
  expect(plain.messages()).toEqual([`token ${token}`])
  expect(hidden.messages()[0]).not.toContain(token)
  await clock.advanceAsync(60_000)
  await plain.served
  expect(hidden.client.gone.aborted).toBe(false)
})

test('a source that comes or goes is told, and its stream ends so that its client comes back', async () => {
  const client = follow()
  await clock.advanceAsync(1)
  const facts = { sizeBytes: null, files: null, oldestAt: null, newestAt: null }
  file.facts = async () => ({ available: false, reason: 'It is gone.', ...facts })
  await clock.advanceAsync(6000)
  expect(client.events).toMatchObject([
    { name: 'state', data: { id: 'file', available: false, reason: 'It is gone.' } },
  ])
})

test('when lines come from elsewhere the stream ends, so that its client comes back', async () => {
  const client = follow()
  await clock.advanceAsync(1)
  sources = [journal]
  await clock.advanceAsync(6000)
  await client.served
  expect(client.client.gone.aborted).toBe(true)
})

test('a log that cannot be followed ends the stream and is told in the log', async () => {
  file.follow = () => {
    throw new Error('broken')
  }
  const client = follow()
  await client.served
  expect(logged.splice(0)).toEqual(['The logs could not be followed.'])
})
