import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { openDatabase } from '../../core/database/open-database.ts'
import type { LogEvent } from '../log/log-events.ts'
import { createBootStore } from './boot-store.ts'
import { type Begin, createBootKeeper } from './keep-boots.ts'

const hour = 3_600_000

function arranged() {
  const clock = createFakeClock()
  const database = openDatabase(':memory:')
  const keeper = (instanceId = 'in_1') =>
    createBootKeeper({ store: createBootStore(database), clock, nodeId: 'n', instanceId })
  const begin = (pid: number, more: Partial<Begin> = {}): Begin => ({
    id: `bt_${pid}`,
    bootId: null,
    pid,
    startTicks: pid * 10,
    version: '2026.9.6',
    startedAt: clock.now(),
    ...more,
  })
  return { clock, database, keeper, begin, store: createBootStore(database) }
}

const end = { clean: true, events: [] }

test('the very first start is no restart, each later one is', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  const counts: number[] = []
  for (const pid of [1, 2, 3]) {
    await boots.begin(begin(pid))
    counts.push(boots.summary().restarts24h)
    await boots.end({ at: clock.now(), ...end })
    clock.advance(60_000)
  }
  expect(counts).toEqual([0, 1, 2])
})

test('the count survives another run of the agent, which takes up the start that it finds', async () => {
  const { clock, keeper, begin } = arranged()
  const before = keeper()
  await before.begin(begin(1))
  clock.advance(60_000)
  await before.begin(begin(2))
  const after = keeper()
  await after.load()
  expect(after.current()).toMatchObject({ id: 'bt_2' })
  expect(await after.begin(begin(2))).toEqual({ isNew: false })
  expect(after.summary().restarts24h).toBe(1)
})

test('a start is forgotten by the count after 24 hours, and the first one still counts as the first', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  clock.advance(hour)
  await boots.begin(begin(2))
  clock.advance(23.5 * hour)
  await boots.refresh()
  expect(boots.summary().restarts24h).toBe(1)
  clock.advance(hour)
  await boots.refresh()
  expect(boots.summary().restarts24h).toBe(0)
  await boots.begin(begin(3))
  expect(boots.summary().restarts24h).toBe(1)
})

test('after weeks of rest the next start is a restart, although old rows are removed', async () => {
  const { clock, keeper, begin, store } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  await boots.end({ at: clock.now(), ...end })
  clock.advance(20 * 24 * hour)
  await store.prune(clock.now())
  await boots.begin(begin(2))
  expect(boots.summary().restarts24h).toBe(1)
})

test('a clock that is set back changes no count', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  clock.advance(hour)
  await boots.begin(begin(2))
  clock.setWall(clock.now() - 3 * hour)
  await boots.begin(begin(3))
  expect(boots.summary()).toMatchObject({ restarts24h: 2, lastStartAt: clock.now() })
})

test('instances do not count for each other', async () => {
  const { keeper, begin } = arranged()
  await keeper('in_1').begin(begin(1))
  const other = keeper('in_2')
  await other.begin(begin(2))
  expect(other.summary().restarts24h).toBe(0)
})

test('a new lock of the same process is a restart in good order', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  clock.advance(60_000)
  await boots.begin(begin(1, { id: 'bt_1b' }))
  expect(boots.summary()).toMatchObject({ restarts24h: 1, crashes: [], lastExit: { clean: true } })
})

test('three bad ends within ten minutes are counted, and forgotten after that', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  for (const pid of [1, 2, 3]) {
    await boots.begin(begin(pid))
    clock.advance(10_000)
    await boots.end({ at: clock.now(), clean: false, events: [] })
  }
  expect(boots.summary().crashes).toHaveLength(3)
  clock.advance(600_000)
  await boots.refresh()
  expect(boots.summary().crashes).toEqual([])
})

test('how long a start took is known only where it was watched', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  clock.advance(9000)
  await boots.ready(clock.now())
  await boots.ready(clock.now() + 5000)
  await boots.begin(begin(2))
  expect(boots.summary().startDurations).toEqual([9000])
})

function logged(clock: { now(): number }, ...entries: [number, LogEvent['kind'], string?][]): LogEvent[] {
  return entries.map(([ago, kind, message = '']) => ({ at: clock.now() - ago, kind, message }))
}

test('starts that nobody saw come from the log, once', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1, { startedAt: clock.now() - 100_000 }))
  const events = logged(
    clock,
    [98_000, 'boot'],
    [90_000, 'ready'],
    [60_000, 'stopped_cleanly'],
    [50_000, 'boot'],
    [44_000, 'ready'],
    [8000, 'boot'],
  )
  await boots.begin(begin(2, { startedAt: clock.now() - 10_000 }))
  expect(await boots.learn(events)).toBe(true)
  expect(boots.summary()).toMatchObject({ restarts24h: 2, crashes: [{ clean: false }], lastExit: { clean: false } })
  expect(await boots.learn(events)).toBe(false)
  expect(boots.summary().restarts24h).toBe(2)
})

test('the log says how a start ended that only vanished', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1, { startedAt: clock.now() - 5000 }))
  const message =
    'Gateway failed to start: Invalid config at /s/openclaw.json:\nopenclaw.json:2 — gateway: Unrecognized key: "x"'
  await boots.end({ at: clock.now(), clean: null, events: logged(clock, [3000, 'boot'], [1000, 'failed', message]) })
  expect(boots.summary().lastExit).toEqual({ at: clock.now() - 1000, clean: false, exitCode: 78, message })
  expect(boots.summary().restarts24h).toBe(0)
})

test('an end that no log explains is not known to be clean or not', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  await boots.begin(begin(1))
  clock.advance(5000)
  await boots.end({ at: clock.now(), clean: null, events: [] })
  expect(boots.summary().lastExit).toEqual({ at: clock.now(), clean: null, exitCode: null, message: null })
})

test('a log full of invented starts is cut, and those of next year are not believed', async () => {
  const { clock, keeper } = arranged()
  const boots = keeper()
  const many = Array.from(
    { length: 5000 },
    (_, i): LogEvent => ({ at: clock.now() - i * 1000, kind: 'boot', message: '' }),
  ).reverse()
  await boots.learn([...many, { at: clock.now() + 400 * 24 * hour, kind: 'boot', message: '' }])
  expect(boots.summary().restarts24h).toBeLessThanOrEqual(200)
  expect(boots.summary().lastStartAt).toBeLessThanOrEqual(clock.now())
})

test('the line of a start that has not taken its lock yet is not a start of its own', async () => {
  const { clock, keeper, begin } = arranged()
  const boots = keeper()
  const startedAt = clock.now() - 3000
  const events = logged(clock, [1000, 'boot'])
  expect(await boots.learn(events)).toBe(false)
  await boots.begin(begin(1, { startedAt }))
  expect(await boots.learn(events)).toBe(false)
  expect(boots.summary().restarts24h).toBe(0)
})

test('a start of which only the log knew, and that nobody finds running, was cut off', async () => {
  const { clock, keeper } = arranged()
  const boots = keeper()
  const events = logged(clock, [100_000, 'boot'], [94_000, 'ready'])
  expect(await boots.learn(events)).toBe(true)
  expect(boots.summary().lastExit).toMatchObject({ at: clock.now() - 94_000, clean: false })
})
