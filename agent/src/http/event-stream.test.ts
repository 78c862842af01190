import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { Actor } from '../core/actor.ts'
import { createBus } from '../core/bus.ts'
import { createFakeClock } from '../core/clock.fake.ts'
import type { FeedClient, SharedFeed } from '../core/shared-feed.ts'
import { createEventStream } from './event-stream.ts'
import { openSseOutlet } from './outlet.ts'

/** The part of a server response that the stream uses; `stalled` keeps what was written in the queue. */
class Response extends EventEmitter {
  text = ''
  writableLength = 0
  stalled = false
  ended = false
  writeHead() {}
  write(chunk: Buffer | string) {
    this.text += chunk
    if (this.stalled) this.writableLength += chunk.length
    return true
  }
  drain() {
    this.stalled = false
    this.writableLength = 0
  }
  end() {
    this.ended = true
    this.emit('close')
  }
}

const viewer: Actor = {
  subject: 'user:v',
  user: 'v',
  deviceId: 'd',
  sessionId: 's1',
  role: 'viewer',
  via: 'browser',
  scope: 'all',
  expiresAt: null,
}

function setUp() {
  const bus = createBus()
  const clock = createFakeClock()
  const stream = createEventStream({
    bus,
    clock,
    epoch: 'run',
    redact: (payload) => payload,
    snapshot: () => [{ name: 'instances', data: { items: [] } }],
  })
  const open = (actor: Actor = viewer, cursor?: string) => {
    const raw = new Response()
    const reply = { raw, hijack() {}, getHeaders: () => ({}) }
    stream.open({ actor, query: cursor === undefined ? {} : { cursor } }, reply as never)
    return raw
  }
  const say = (pending: number) =>
    bus.publish('simulation', { scenario: 's', seed: pending, clock: 'running', now: '', scenarios: [] })
  return { bus, clock, stream, open, say }
}

const seeds = (text: string) => [...text.matchAll(/"seed":(\d+)/g)].map((match) => Number(match[1]))

test('a new client begins with the snapshot and then gets what happens', () => {
  const { open, say } = setUp()
  const client = open()
  say(1)
  expect(client.text).toContain('event: instances')
  expect(client.text).toContain('id: run-1\nevent: simulation\ndata: {')
})

test('a client that was away for a moment loses nothing', () => {
  const { open, say } = setUp()
  for (const n of [1, 2, 3]) say(n)
  expect(seeds(open(viewer, 'run-1').text)).toEqual([2, 3])
})

test('a client that was away too long is told how many events are gone', () => {
  const { open, say } = setUp()
  for (let n = 1; n <= 5000; n += 1) say(n)
  const { text } = open(viewer, 'run-1')
  const lost = Number(/event: gap\ndata: \{"lost":(\d+)\}/.exec(text)?.[1])
  expect(lost).toBeGreaterThan(0)
  expect(lost + seeds(text).length).toBe(4999)
})

test('an id of another run, or of the future, is a gap of unknown size', () => {
  const { open, say } = setUp()
  say(1)
  for (const cursor of ['other-1', 'run-99', 'run-x', 'rubbish']) {
    expect(open(viewer, cursor).text).toContain('event: gap\ndata: {"lost":null}')
  }
})

test('a stalled client loses events and is told how many; a fast one loses none', () => {
  const { open, say } = setUp()
  const fast = open()
  const slow = open()
  slow.stalled = true
  for (let n = 1; n <= 5000; n += 1) say(n)
  slow.drain()
  say(5001)
  expect(seeds(fast.text)).toHaveLength(5001)
  const lost = Number(/"lost":(\d+)/.exec(slow.text)?.[1])
  expect(lost).toBeGreaterThan(1000)
  expect(seeds(slow.text).length + lost).toBe(5001)
})

test('a client that caught up is told of its gap also when nothing else happens', () => {
  const { clock, open, say } = setUp()
  const slow = open()
  slow.stalled = true
  for (let n = 1; n <= 5000; n += 1) say(n)
  slow.drain()
  clock.advance(15_000)
  expect(slow.text).toMatch(/event: gap\ndata: \{"lost":\d+\}\n\n: still here/)
})

test('news about pairing goes to owners only', () => {
  const { bus, open } = setUp()
  const asViewer = open()
  const asOwner = open({ ...viewer, subject: 'user:o', role: 'owner' })
  bus.publish('pairing', { pending: 1 })
  expect(asViewer.text).not.toContain('pairing')
  expect(asOwner.text).toContain('event: pairing')
})

test('a heartbeat comes every 15 seconds, and not to a client that does not read', () => {
  const { clock, open } = setUp()
  const client = open()
  const stalled = open()
  stalled.stalled = true
  stalled.write('x')
  clock.advance(45_000)
  expect(client.text.match(/: still here/g)).toHaveLength(3)
  expect(stalled.text).not.toContain('still here')
})

test('revoking a session ends its streams and no others', () => {
  const { stream, open } = setUp()
  const mine = open()
  const other = open({ ...viewer, sessionId: 's2' })
  stream.closeRevoked('s1')
  expect([mine.ended, other.ended]).toEqual([true, false])
})

test('revoking a script token ends its streams', () => {
  const { stream, open } = setUp()
  const client = open({ ...viewer, subject: 'token:t1', via: 'script', sessionId: null })
  stream.closeRevoked('token:t1')
  expect(client.ended).toBe(true)
})

test('a stream of a script token ends with the token', () => {
  const { clock, open } = setUp()
  const client = open({ ...viewer, via: 'script', sessionId: null, expiresAt: clock.now() + 60_000 })
  clock.advance(59_000)
  expect(client.ended).toBe(false)
  clock.advance(1000)
  expect(client.ended).toBe(true)
})

test('one caller cannot take all streams', () => {
  const { open } = setUp()
  for (let n = 0; n < 32; n += 1) open()
  expect(() => open()).toThrow(/Too many event streams/)
  expect(() => open({ ...viewer, subject: 'user:other' })).not.toThrow()
})

test('closing leaves no timer behind', () => {
  const { clock, stream, open } = setUp()
  open()
  stream.close()
  expect(clock.pending()).toBe(0)
})

test('an event that no client could take is a gap for everybody, also for who comes back, and stops nothing', () => {
  const { bus, open, say } = setUp()
  const client = open()
  bus.publish('config', { instance_id: 'x'.repeat(300 * 1024), hash: 'h' })
  say(2)
  for (const { text } of [client, open(viewer, 'run-0')]) {
    expect(text).toContain('event: gap\ndata: {"lost":1}')
    expect(text.length).toBeLessThan(10_000)
    expect(seeds(text)).toEqual([2])
  }
})

test('clients of a shared feed get the same bytes, and one that is stalled is told how much it lost', async () => {
  const { clock, stream } = setUp()
  const shared: FeedClient[] = []
  const feed: SharedFeed = {
    async serve(client) {
      shared.push(client)
    },
    gap: (lost) => ({ lost, reason: 'slow_client' }),
  }
  const join = () => {
    const raw = new Response()
    const reply = { raw, hijack() {}, getHeaders: () => ({}) }
    stream.openShared(feed, viewer, () => openSseOutlet(reply as never))
    return raw
  }
  const fast = join()
  const slow = join()
  slow.stalled = true
  for (let n = 0; n < 1000; n += 1) {
    const batch = { events: [{ id: `t~f.${n}`, name: 'line', data: { n, text: 'x'.repeat(1000) } }] }
    for (const client of shared) client.offer(batch)
  }
  const lines = (text: string) => text.match(/event: line/g)?.length ?? 0
  expect(shared.map((client) => client.isBehind())).toEqual([false, true])
  expect(lines(fast.text)).toBe(1000)
  slow.drain()
  clock.advance(15_000)
  expect(slow.text).toContain(`event: gap\ndata: {"lost":${1000 - lines(slow.text)},"reason":"slow_client"}`)
  expect(lines(slow.text)).toBeLessThan(300)
  slow.end()
  expect(shared.map(({ gone }) => gone.aborted)).toEqual([false, true])
})
