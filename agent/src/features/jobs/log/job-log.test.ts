import { expect, test } from 'vitest'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { openDatabase } from '../../../core/database/open-database.ts'
import { createJobsAtWork, kindOf, settle } from '../test/jobs-at-work.ts'
import { createJobLog } from './job-log.ts'
import { createLineStore, type LineStore } from './line-store.ts'

/** The log of a job that exists, on a store whose writes are counted and may fail. */
async function setUp({ earlier = { lines: 0, lastNumber: 0 } } = {}) {
  const { database, start, ended } = await createJobsAtWork({ database: openDatabase(':memory:') })
  const { id } = await start(kindOf([]), {})
  await ended(id)
  const real = createLineStore(database)
  const writes: number[] = []
  const disk = { full: false }
  const store: LineStore = {
    ...real,
    async append(jobId, lines) {
      if (disk.full) throw new Error('disk full')
      writes.push(lines.length)
      await real.append(jobId, lines)
    },
  }
  const clock = createFakeClock()
  const told: string[] = []
  const say = (message: string) => void told.push(message)
  const lines = { news: 0 }
  const onLine = () => {
    lines.news += 1
  }
  const log = createJobLog({
    ...{ store, jobId: id, clock, sessionClock: clock, earlier, onLine },
    log: { info: say, warn: say, error: say },
    redactLine: (line) => line,
  })
  const texts = async (after: number, most = 100_000) => (await log.after(after, most)).map(({ line }) => line)
  const stored = async (after = 0) => (await real.after(id, after, 100_000)).map(({ line }) => line)
  return { log, clock, writes, disk, told, lines, texts, stored, id, real }
}

test('a line is there for readers at once, and written with others after 100 ms', async () => {
  const { log, clock, writes, texts, stored, lines } = await setUp()
  log.add('one', 'first')
  log.add('one', 'second\nthird')
  expect(lines.news).toBe(2)
  expect(await texts(0)).toEqual(['first', 'second', 'third'])
  expect(await texts(2)).toEqual(['third'])
  await clock.advanceAsync(99)
  expect(await stored()).toEqual([])
  await clock.advanceAsync(1)
  expect(await stored()).toEqual(['first', 'second', 'third'])
  expect(writes).toEqual([3])
  expect(clock.pending()).toBe(0)
})

test('two hundred lines are written without waiting for the time', async () => {
  const { log, writes, stored } = await setUp()
  for (let n = 1; n <= 200; n += 1) log.add(null, `line ${n}`)
  await settle()
  expect(await stored()).toHaveLength(200)
  expect(writes.length).toBeLessThanOrEqual(2)
})

test('of more than 20,000 lines the oldest are dropped, in the store and for readers', async () => {
  const { log, texts, stored } = await setUp()
  for (let block = 0; block < 50; block += 1) {
    log.add(null, Array.from({ length: 500 }, (_, n) => `line ${block * 500 + n + 1}`).join('\n'))
    await log.flush()
  }
  const kept = await stored()
  expect(kept).toHaveLength(20_000)
  expect(kept[0]).toBe('line 5001')
  expect(await texts(0, 2)).toEqual(['line 5001', 'line 5002'])
  expect(log.last()).toBe(25_000)
})

test('a burst that comes faster than it can be written does not grow without end', async () => {
  const { log, stored, texts } = await setUp()
  const line = 'x'.repeat(4000)
  for (let n = 1; n <= 5000; n += 1) log.add(null, `${n} ${line}`)
  const inMemory = (await texts(4999 - 3000)).length
  expect(inMemory).toBeLessThan(2200)
  await log.flush()
  expect((await stored()).at(-1)).toMatch(/^5000 /)
})

test('readers get what is in the store and what is not yet, in one order', async () => {
  const { log, texts } = await setUp()
  for (let n = 1; n <= 1000; n += 1) log.add(null, `line ${n}`)
  await log.flush()
  log.add(null, 'line 1001')
  let position = 0
  const seen: string[] = []
  for (let page = await log.after(0, 150); page.length > 0; page = await log.after(position, 150)) {
    seen.push(...page.map(({ line }) => line))
    position = page.at(-1)?.number ?? position
  }
  expect(seen).toEqual(Array.from({ length: 1001 }, (_, n) => `line ${n + 1}`))
  expect(await texts(1001)).toEqual([])
  expect((await log.tail(3)).map(({ line }) => line)).toEqual(['line 999', 'line 1000', 'line 1001'])
  expect(await log.tail(500)).toHaveLength(500)
})

test('lines that cannot be written stay for readers, and are written once they can be', async () => {
  const { log, clock, disk, told, texts, stored } = await setUp()
  disk.full = true
  log.add(null, 'one')
  await clock.advanceAsync(100)
  log.add(null, 'two')
  await clock.advanceAsync(100)
  expect(told).toEqual(['The log of a job could not be written.'])
  expect(await texts(0)).toEqual(['one', 'two'])
  disk.full = false
  await log.flush()
  expect(await stored()).toEqual(['one', 'two'])
})

test('after a crash the numbers are none that somebody may have seen', async () => {
  const { log } = await setUp({ earlier: { lines: 57, lastNumber: 57 } })
  expect(log.last()).toBe(57)
  log.add(null, 'again')
  expect(log.last()).toBe(1_000_000_001)
  expect((await log.after(57, 10)).map(({ number }) => number)).toEqual([1_000_000_001])
})

test('a closed log takes nothing and waits for nothing', async () => {
  const { log, clock } = await setUp()
  log.add(null, 'one')
  log.close()
  log.add(null, 'two')
  expect(clock.pending()).toBe(0)
  expect(log.last()).toBe(1)
})
