import { expect, onTestFinished, test } from 'vitest'
import { json, startServer, stream, type TestServer } from '../test/test-server.ts'
import { createTestTimers, type TestTimers } from '../test/test-timers.ts'
import { createClient } from './client.ts'
import type { ConnectionState } from './follow-events.ts'

const pairing = (id: number) => `id: ${id}\nevent: pairing\ndata: {"pending":${id}}\n\n`

/** Follows a server and writes down what happens, in words. */
function follow(server: TestServer, timers: TestTimers, more: { lastEventId?: string; onEvent?: () => void } = {}) {
  const stop = new AbortController()
  const heard: string[] = []
  const watchers = new Set<() => void>()
  const hear = (what: string) => {
    heard.push(what)
    for (const watcher of [...watchers]) watcher()
  }
  const connection = (state: ConnectionState) =>
    hear(state.state === 'open' ? 'open' : `waits ${state.retryInMs}: ${state.error.name}`)
  const ended = createClient({ baseUrl: server.url, timers }).followEvents({
    signal: stop.signal,
    lastEventId: more.lastEventId,
    onEvent: (event) => {
      hear(`${event.event} ${event.id} ${JSON.stringify(event.data)}`)
      more.onEvent?.()
    },
    onGap: (gap) => hear(`gap ${gap.reason} ${gap.missed}`),
    onConnection: connection,
  })
  onTestFinished(() => stop.abort())
  return {
    heard,
    ended,
    stop: () => stop.abort(),
    until: (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (heard.length >= count) resolve()
        }
        watchers.add(check)
        check()
      }),
  }
}

test('events arrive in order, and following ends when it is told to', async () => {
  const server = await startServer(stream(`:hello\n\n${pairing(1)}${pairing(2)}`, 'stays'))
  const timers = createTestTimers()
  const following = follow(server, timers)
  await following.until(3)
  following.stop()
  await following.ended
  expect(following.heard).toEqual(['open', 'pairing 1 {"pending":1}', 'pairing 2 {"pending":2}'])
  expect(timers.waiting()).toEqual([])
})

test('a dropped stream is taken up again after the last event', async () => {
  const server = await startServer(stream(pairing(7), 'ends'), stream(pairing(8), 'stays'))
  const timers = createTestTimers()
  const following = follow(server, timers, { lastEventId: '6' })
  await timers.fire(500)
  await following.until(5)
  expect(following.heard).toEqual([
    'open',
    'pairing 7 {"pending":7}',
    'waits 500: AgentUnreachable',
    'open',
    'pairing 8 {"pending":8}',
  ])
  expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual(['6', '7'])
})

test('each failure waits twice as long, up to half a minute, and an event begins anew', async () => {
  const busy = json({ code: 'unavailable', message: 'Stopping.' }, 503)
  const server = await startServer(busy, busy, busy, busy, busy, busy, busy, stream(pairing(1), 'ends'), busy)
  const timers = createTestTimers()
  const following = follow(server, timers)
  for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 500]) await timers.fire(wait)
  await following.until(11)
  expect(following.heard.at(-1)).toBe('waits 1000: ApiError')
})

test('a server that says when to come back is believed, within reason', async () => {
  const later = (seconds: number) => json({ code: 'rate_limited', message: 'Wait.', retry_after_seconds: seconds }, 429)
  const server = await startServer(later(12), later(1e9), stream('', 'stays'))
  const timers = createTestTimers()
  const following = follow(server, timers)
  await timers.fire(12_000)
  await timers.fire(900_000)
  await following.until(3)
  expect(following.heard).toEqual(['waits 12000: ApiError', 'waits 900000: ApiError', 'open'])
})

test('a stream without a byte for 45 seconds is dead, and a heartbeat keeps it alive', async () => {
  const server = await startServer(stream(':heartbeat\n\n', 'stays'), stream(pairing(1), 'stays'))
  const timers = createTestTimers()
  const following = follow(server, timers)
  await following.until(1)
  await timers.fire(45_000)
  await timers.fire(500)
  await following.until(4)
  expect(following.heard).toEqual(['open', 'waits 500: AgentUnreachable', 'open', 'pairing 1 {"pending":1}'])
})

test('lost and unreadable events are gaps, and a newer event is passed over', async () => {
  const server = await startServer(
    stream(
      'event: gap\ndata: {"lost":12}\n\nevent: gap\ndata: {"lost":null}\n\nid: 3\nevent: status\ndata: {"cut\n\n' +
        `event: from_the_future\ndata: {}\n\n${pairing(4)}`,
      'stays',
    ),
  )
  const following = follow(server, createTestTimers())
  await following.until(5)
  expect(following.heard).toEqual([
    'open',
    'gap lost 12',
    'gap lost null',
    'gap unreadable 1',
    'pairing 4 {"pending":4}',
  ])
})

test('an endless event does not fill the memory', async () => {
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const grow = () => {
      while (!response.destroyed && response.write(`data: ${'x'.repeat(65_536)}`));
    }
    response.on('drain', grow)
    grow()
  })
  const following = follow(server, createTestTimers())
  await following.until(2)
  expect(following.heard).toEqual(['open', 'waits 500: AgentUnreachable'])
})

test('a refusal ends the following with its reason', async () => {
  const server = await startServer(json({ code: 'session_revoked', message: 'Pair again.' }, 401))
  await expect(follow(server, createTestTimers()).ended).rejects.toMatchObject({ code: 'session_revoked' })
})

test('an answer that is not a stream is not taken for one', async () => {
  const server = await startServer(json({ status: 'ok' }))
  const following = follow(server, createTestTimers())
  await expect(following.ended).rejects.toMatchObject({ code: 'unexpected_answer', status: 200 })
})

test('an error of the consumer ends the following', async () => {
  const server = await startServer(stream(pairing(1), 'stays'))
  const following = follow(server, createTestTimers(), {
    onEvent: () => {
      throw new Error('the disk is full')
    },
  })
  await expect(following.ended).rejects.toThrow('the disk is full')
})

test('following a job ends with the job, and takes up its log after a drop', async () => {
  const job = (ended: string | null) => `event: job\ndata: {"id":"jb_1","ended_at":${JSON.stringify(ended)}}\n\n`
  const line = (id: number) => `id: ${id}\nevent: log\ndata: {"line":"${id}"}\n\n`
  const server = await startServer(
    stream(`${job(null)}${line(1)}`, 'ends'),
    stream(`${line(2)}${job('2026-11-22T02:41:07Z')}${line(3)}`, 'stays'),
  )
  const timers = createTestTimers()
  const heard: string[] = []
  const ended = createClient({ baseUrl: server.url, timers }).followJob('jb_1', {
    signal: new AbortController().signal,
    onEvent: ({ event, id }) => void heard.push(`${event} ${id}`),
    onGap: () => void heard.push('gap'),
    onConnection: ({ state }) => {
      if (state === 'waiting') void timers.fire(500)
    },
  })
  await ended
  expect(heard).toEqual(['job null', 'log 1', 'log 2', 'job null'])
  expect(server.requests.map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
    ['/jobs/jb_1/events', undefined],
    ['/jobs/jb_1/events', '1'],
  ])
})
