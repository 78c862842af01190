import { AgentUnreachable, ApiError, type Client, type FollowOptions, type LogEvent } from '@moltbot-ops/sdk'
import { expect, test } from 'vitest'
import type { LogEntry } from '../../wire.ts'
import { createLogFeed, mostItems } from './log-feed.ts'
import { logLine } from './test/log-lines.ts'

/** An agent whose log a test writes, and a page that is drawn when the test says so. */
function createWorld(tail: { entries: LogEntry[]; cursor: string | null; older?: boolean }) {
  const asked: unknown[] = []
  const drawn: (() => void)[] = []
  const following = Promise.withResolvers<FollowOptions<LogEvent>>()
  let before: LogEntry[] = []
  const client = {
    async tailLogs({ query }: { query: { direction?: string } }) {
      asked.push(query)
      return query.direction === 'before' ? { entries: before, older: false } : tail
    },
    async followLogLines(query: object, options: FollowOptions<LogEvent>) {
      asked.push({ ...query, lastEventId: options.lastEventId })
      following.resolve(options)
      await new Promise<void>((resolve) => options.signal.addEventListener('abort', () => resolve()))
    },
  } as unknown as Client
  const feed = createLogFeed({ client, instance: 'in_1', soon: (run) => drawn.push(run) })
  return {
    feed,
    asked,
    following: following.promise,
    draw: () => drawn.splice(0).map((run) => run()).length,
    olderAre: (entries: LogEntry[]) => {
      before = entries
    },
    keys: () => feed.state.read().items.map(({ key }) => key),
  }
}

const line = (cursor: string): LogEvent => ({ id: cursor, event: 'line', data: logLine(cursor) })

test('it begins with the newest lines and goes on exactly after them', async () => {
  const world = createWorld({ entries: [logLine('1'), logLine('2')], cursor: '2' })
  world.feed.start()
  const stream = await world.following
  expect(world.asked).toEqual([
    { instance_id: 'in_1', lines: 1000 },
    { instance_id: 'in_1', lastEventId: '2' },
  ])
  await stream.onEvent(line('3'))
  await stream.onEvent(line('4'))
  await stream.onGap({ missed: 7, reason: 'lost', message: 'The client was too slow.' })
  expect(world.keys()).toEqual(['1', '2'])
  // What came together is drawn once.
  expect(world.draw()).toBe(1)
  expect(world.keys()).toEqual(['1', '2', '3', '4', 'gap-1'])
  expect(world.feed.state.read().items.at(-1)).toMatchObject({ lost: 7, message: 'The client was too slow.' })
})

test('a cut connection is not called live', async () => {
  const world = createWorld({ entries: [], cursor: null })
  world.feed.start()
  const stream = await world.following
  stream.onConnection?.({ state: 'open' })
  expect(world.feed.state.read().phase).toBe('live')
  const error = new AgentUnreachable('dropped', 'http://127.0.0.1')
  stream.onConnection?.({ state: 'waiting', error, retryInMs: 500 })
  expect(world.feed.state.read()).toMatchObject({
    phase: 'waiting',
    failure: expect.stringContaining('does not answer'),
  })
})

test('older lines come before the first one, which is not given twice', async () => {
  const world = createWorld({ entries: [logLine('8'), logLine('9')], cursor: '9', older: true })
  world.feed.start()
  await world.following
  world.olderAre([logLine('6'), logLine('7'), logLine('8')])
  await world.feed.readOlder()
  expect(world.asked.at(-1)).toEqual({ instance_id: 'in_1', cursor: '8', direction: 'before', lines: 2000 })
  expect(world.keys()).toEqual(['6', '7', '8', '9'])
  expect(world.feed.state.read()).toMatchObject({ older: false, readingOlder: false })
})

test('a page that is open for days keeps a bounded number of lines, and says so', async () => {
  const world = createWorld({ entries: [logLine('0')], cursor: '0' })
  world.feed.start()
  const stream = await world.following
  for (let at = 1; at <= mostItems; at += 1) void stream.onEvent(line(String(at)))
  world.draw()
  expect(world.keys().length).toBe(mostItems)
  expect(world.keys()[0]).toBe('1')
  expect(world.feed.state.read()).toMatchObject({ trimmed: true, older: true })
})

test('what cannot be read is said', async () => {
  const client = { tailLogs: async () => Promise.reject(new AgentUnreachable('dropped', 'x')) } as unknown as Client
  const feed = createLogFeed({ client, instance: null, soon: () => undefined })
  const failed = new Promise<void>((resolve) => {
    feed.state.subscribe(() => feed.state.read().phase === 'failed' && resolve())
  })
  feed.start()
  await failed
  expect(feed.state.read().failure).toContain('does not answer')
})

test('where there is no MoltBot there is no log, which is no failure', async () => {
  const refusal = new ApiError({ status: 409, code: 'not_installed', message: 'There is no MoltBot here yet.' })
  const client = { tailLogs: async () => Promise.reject(refusal) } as unknown as Client
  const feed = createLogFeed({ client, instance: null, soon: () => undefined })
  const ended = new Promise<void>((resolve) => {
    feed.state.subscribe(() => feed.state.read().failure !== null && resolve())
  })
  feed.start()
  await ended
  expect(feed.state.read().phase).toBe('none')
})
