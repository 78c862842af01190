import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LogEntry, listenFor, openStream } from './log-stream-client.ts'
import { createPairedBrowser } from './paired-browser.ts'

type Browser = Awaited<ReturnType<typeof createPairedBrowser>>
let browser: Browser
let server: Awaited<ReturnType<typeof listenFor>>

beforeEach(async () => {
  browser = await createPairedBrowser('noisy-logs')
  server = await listenFor(browser.served)
  await browser.advance(30)
})
afterEach(async () => {
  await browser.stop()
  await server.close()
  expect(browser.log.lines).toEqual([])
})

const ask = async (path: string) => {
  const { status, body } = await browser.ask('GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const stream = (query = '', headers = {}) =>
  openStream(server.port, `/logs/stream${query}`, { ...browser.bearer, ...headers })
const messages = (entries: LogEntry[]) => entries.map(({ message }) => message)

describe('the last lines', () => {
  test('are there with their time, level, subsystem and place, oldest first', async () => {
    const body = await ask('/logs/tail?lines=50')
    expect(body).toMatchObject({ redacted: true, older: true, expires_at: null })
    expect(body.entries).toHaveLength(50)
    const [first] = body.entries
    expect(first).toMatchObject({ source: 'file', at: expect.any(String), subsystem: expect.any(String) })
    expect(body.lines[0]).toBe(`${first.at} ${first.level} ${first.subsystem}: ${first.message}`)
    expect(body.entries.map(({ at }: LogEntry) => at)).toEqual(body.entries.map(({ at }: LogEntry) => at).toSorted())
  })

  test('hide what is personal, and say of what kind it was', async () => {
    const { entries } = await ask('/logs/tail?lines=200')
    const hidden: LogEntry[] = entries.filter(({ redactions }: LogEntry) => redactions.length > 0)
    expect(hidden.length).toBeGreaterThan(0)
    for (const { message, redactions } of hidden)
      for (const kind of redactions) expect(message).toContain(`[redacted:${kind}#`)
  })

  test('go on up to a line and after it', async () => {
    const { entries } = await ask('/logs/tail?lines=100')
    const { cursor } = entries[50]
    const before = await ask(`/logs/tail?lines=50&cursor=${cursor}`)
    const after = await ask(`/logs/tail?lines=49&direction=after&cursor=${cursor}`)
    expect(before.entries).toEqual(entries.slice(1, 51))
    expect(after.entries).toEqual(entries.slice(51))
  })

  test('of a level are looked for further back', async () => {
    const { entries } = await ask('/logs/tail?lines=10&level=warn')
    expect(entries.length).toBeGreaterThan(0)
    for (const { level } of entries) expect(['warn', 'error', 'fatal']).toContain(level)
  })

  test('of another source are none', async () => {
    expect(await ask('/logs/tail?source=journald')).toMatchObject({ entries: [], cursor: null, older: false })
  })

  test('cannot be asked for with a cursor of somebody else', async () => {
    const { status, body } = await browser.ask('GET', '/logs/tail?cursor=rubbish')
    expect([status, body.code, body.details]).toEqual([
      400,
      'validation_failed',
      [{ path: '/query/cursor', message: 'is not known' }],
    ])
  })
})

describe('a search', () => {
  test('finds the newest first, whatever the case, and goes on where it ended', async () => {
    const found = await ask('/logs/search?q=SESSION&limit=5')
    expect(found.items).toHaveLength(5)
    expect(found).toMatchObject({ complete: false, next_cursor: expect.any(String) })
    const next = await ask(`/logs/search?q=session&limit=5&cursor=${found.next_cursor}`)
    const both = [...found.items, ...next.items].map(({ at }: LogEntry) => at)
    expect(both).toEqual(both.toSorted().toReversed())
    const all = await ask('/logs/search?q=session&limit=200')
    expect(messages([...found.items, ...next.items])).toEqual(messages(all.items.slice(0, 10)))
    expect(all).toMatchObject({ complete: true, next_cursor: null, searched_to: null })
  })

  test('is bounded by times', async () => {
    const { items } = await ask('/logs/search?limit=200')
    const [newest] = items
    const oldest = items.at(-1)
    const between = await ask(`/logs/search?limit=200&from=${oldest.at}&to=${items[10].at}`)
    expect(between.items.length).toBeGreaterThan(0)
    expect(between.items.every(({ at }: LogEntry) => (at ?? '') >= oldest.at && (at ?? '') <= items[10].at)).toBe(true)
    expect(messages(between.items)).not.toContain(newest.cursor)
  })
})

test('sources say where lines come from', async () => {
  const { items } = await ask('/logs/sources')
  expect(items).toMatchObject([
    { id: 'file', kind: 'file', available: true, reason: null, files: 1 },
    { id: 'journald', available: false, reason: 'The simulated host keeps no journal.' },
  ])
})

describe('a stream', () => {
  test('begins with the last ten lines and goes on as they come', async () => {
    const { entries } = await ask('/logs/tail?lines=10')
    const client = await stream()
    await client.until(() => client.lines().length >= 10)
    expect(client.lines()).toEqual(entries)
    await browser.advance(2)
    const { entries: now } = await ask('/logs/tail?lines=40')
    await client.until(() => client.lastId() === now.at(-1).cursor)
    expect(messages(client.lines()).slice(-40)).toEqual(messages(now))
    client.cut()
  })

  test('that was cut goes on with no line missing and none twice, however often', async () => {
    const first = await stream()
    await first.until(() => first.lines().length >= 10)
    const seen = [...first.lines()]
    let last = first.lastId()
    first.cut()
    for (let time = 0; time < 5; time += 1) {
      await browser.advance(3)
      const again = await stream('', { 'last-event-id': last })
      await browser.advance(1)
      const { cursor } = await ask('/logs/tail')
      await again.until(() => again.lastId() === cursor)
      expect(again.events.map(({ event }) => event)).not.toContain('gap')
      seen.push(...again.lines())
      last = cursor
      again.cut()
    }
    const { items } = await ask('/logs/search?limit=200')
    expect(seen.length).toBeGreaterThan(200)
    expect(messages(seen).slice(-200)).toEqual(messages(items.toReversed()))
  })

  test('is the same for who comes later, and for who comes back', async () => {
    const first = await stream()
    await first.until(() => first.lines().length >= 10)
    await browser.advance(2)
    const second = await stream('', { 'last-event-id': first.lines()[3]?.cursor ?? '' })
    await browser.advance(2)
    const { cursor } = await ask('/logs/tail')
    await Promise.all([first, second].map((client) => client.until(() => client.lastId() === cursor)))
    expect(second.lines()).toEqual(first.lines().slice(4))
    for (const client of [first, second]) client.cut()
  })

  test('with a place of somebody else says so and begins with the last lines', async () => {
    const client = await stream('', { 'last-event-id': 'of somebody else' })
    await client.until(() => client.lines().length >= 10)
    expect(client.events[0]).toMatchObject({ event: 'gap', data: { lost: null, reason: 'cursor_unknown' } })
    client.cut()
  })

  test('shows only what is asked for', async () => {
    const client = await stream('?level=warn')
    await browser.advance(20)
    await client.until(() => client.lines().length >= 12)
    for (const { level } of client.lines()) expect(['warn', 'error', 'fatal']).toContain(level)
    client.cut()
  })
})
