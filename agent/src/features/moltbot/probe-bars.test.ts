import { expect, test } from 'vitest'
import { openDatabase } from '../../core/database/open-database.ts'
import { barMs, createProbeBars } from './probe-bars.ts'

const noon = Date.UTC(2026, 10, 23, 12, 0, 0)
const minute = 60_000

function arranged() {
  const database = openDatabase(':memory:')
  const bars = createProbeBars(database, 'n')
  const measure = async (at: number, ...latencies: (number | null)[]) => {
    for (const latencyMs of latencies) await bars.add('in_1', at, { latencyMs, busy: false })
  }
  const last = async (now: number) => (await bars.read('in_1', now)).bars.at(-1)
  return { database, bars, measure, last }
}

test('a day has a bar for every five minutes, also where nothing was measured', async () => {
  const { bars, measure } = arranged()
  await measure(noon, 6, 8, 7)
  const read = await bars.read('in_1', noon + minute)
  expect(read).toMatchObject({ from: noon - 86_400_000, median: 7, slowest: 8 })
  expect(read.bars).toHaveLength(289)
  expect(read.bars[0]).toEqual({
    at: '2026-11-22T12:00:00.000Z',
    state: 'not_measured',
    median_ms: null,
    slowest_ms: null,
    checks: 0,
    failed: 0,
  })
  expect(read.bars.at(-1)).toEqual({
    at: '2026-11-23T12:00:00.000Z',
    state: 'well',
    median_ms: 7,
    slowest_ms: 8,
    checks: 3,
    failed: 0,
  })
})

test('five minutes are slow only at ten times the usual and more than 100 ms', async () => {
  const { measure, last } = arranged()
  for (let i = 10; i > 0; i--) await measure(noon - i * barMs, 6, 6, 6, 6)
  await measure(noon, 90, 90, 90)
  expect(await last(noon)).toMatchObject({ state: 'well' })
  await measure(noon + barMs, 120, 120, 120)
  expect(await last(noon + barMs)).toMatchObject({ state: 'slow' })
})

test('a gateway that was always slow is not slow by its own measure', async () => {
  const { measure, last } = arranged()
  for (let i = 3; i >= 0; i--) await measure(noon - i * barMs, 400, 400, 400)
  expect(await last(noon)).toMatchObject({ state: 'well' })
})

test('five minutes in which its event loop was mostly busy are slow', async () => {
  const { bars, last } = arranged()
  for (const busy of [true, true, false]) await bars.add('in_1', noon, { latencyMs: 6, busy })
  expect(await last(noon)).toMatchObject({ state: 'slow' })
})

test('it was down when half the checks failed', async () => {
  const { measure, last } = arranged()
  await measure(noon, 6, 6, null)
  expect(await last(noon)).toMatchObject({ state: 'well', failed: 1 })
  await measure(noon, null)
  expect(await last(noon)).toMatchObject({ state: 'down', checks: 4, failed: 2 })
})

test('what was measured survives another run of the agent within the same five minutes', async () => {
  const { database, bars, measure } = arranged()
  await measure(noon, 6, null)
  await bars.flush()
  const again = createProbeBars(database, 'n')
  await again.add('in_1', noon + minute, { latencyMs: 8, busy: false })
  expect((await again.read('in_1', noon + minute)).bars.at(-1)).toMatchObject({ checks: 3, failed: 1, slowest_ms: 8 })
})

test('a clock that is set back adds to the bars that are there', async () => {
  const { measure, last } = arranged()
  await measure(noon, 6)
  await measure(noon + barMs, 6)
  await measure(noon, 8)
  expect(await last(noon)).toMatchObject({ checks: 2 })
  expect(await last(noon + barMs)).toMatchObject({ checks: 1 })
})

test('thousands of checks keep their count and not all their figures', async () => {
  const { bars, measure, last } = arranged()
  await measure(noon, ...Array.from({ length: 1000 }, () => 6))
  await bars.flush()
  expect(await last(noon)).toMatchObject({ checks: 1000, median_ms: 6 })
})

test('a damaged row has no figures, and old rows are removed', async () => {
  const { database, bars } = arranged()
  const row = { node_id: 'n', instance_id: 'in_1', checks: 1, failed: 0, latencies_json: '{' }
  await database
    .insertInto('probe_bars')
    .values([
      { ...row, at: noon },
      { ...row, at: noon - 9 * 86_400_000 },
    ])
    .execute()
  expect((await bars.read('in_1', noon)).bars.at(-1)).toMatchObject({ median_ms: null, checks: 1 })
  await bars.prune(noon)
  expect(await database.selectFrom('probe_bars').selectAll().execute()).toHaveLength(1)
})
