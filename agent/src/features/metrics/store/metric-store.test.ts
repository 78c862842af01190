import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { mostGateways } from '../measure/measure.ts'
import type { Figures, MetricName } from '../metric-table.ts'
import { namesOf } from '../metric-table.ts'
import { createMetricStore, type MetricStore } from './metric-store.ts'
import { oldestKept, readHistory } from './read-history.ts'
import { type Cell, encodeBody } from './tick-body.ts'
import { minutes, quarters, raw, tiers } from './tiers.ts'

const start = Date.UTC(2026, 10, 23, 2, 0, 0) / 1000
const day = 86_400
let database: Database
let store: MetricStore

beforeEach(() => open(openDatabase(':memory:')))
afterEach(() => database.destroy())

function open(opened: Database): void {
  database = opened
  store = createMetricStore({ database, nodeId: 'ag_test' })
}

const sampleAt = (at: number, host: Figures, instances: Record<string, Figures> = {}) => ({
  at: at * 1000,
  mono: 0,
  host,
  agentCpuSeconds: 0,
  disks: [],
  instances: Object.entries(instances).map(([instanceId, figures]) => ({
    instanceId,
    figures,
    cpuSeconds: null,
    startedAt: null,
  })),
})

/** A sample every ten seconds, whose value is its number. */
async function fill(count: number, from = start): Promise<void> {
  for (let i = 0; i < count; i++) await store.write(sampleAt(from + i * 10, { cpu_percent: i }))
}

async function countIn({ table }: (typeof tiers)[number]): Promise<number> {
  return (await database.selectFrom(table).select('at').execute()).length
}

async function read(more: {
  from: number
  to: number
  step?: number
  now?: number
  series?: MetricName[]
  id?: string
}) {
  const { series = ['cpu_percent'], id = null, now = more.to, step, ...range } = more
  return readHistory(database, await store.opened(), { ...range, series, now, step, instanceId: id })
}

test('what was written is read again, each instance apart, and what is not known is null', async () => {
  const one = { gateway_rss_bytes: 412_090_368, gateway_up: 1 }
  await store.write(sampleAt(start, { cpu_percent: 2.5, mem_percent: null }, { in_1: one, in_2: { gateway_up: 0 } }))
  const series: MetricName[] = ['cpu_percent', 'mem_percent', 'gateway_rss_bytes', 'gateway_up']
  const first = await read({ from: start, to: start + 9, series, id: 'in_1' })
  expect(first).toMatchObject({ step: 10, times: [start] })
  expect(first.rows.map(([cell]) => cell?.mean ?? null)).toEqual([2.5, null, 412_090_368, 1])
  const second = await read({ from: start, to: start + 9, series, id: 'in_2' })
  expect(second.rows.map(([cell]) => cell?.mean ?? null)).toEqual([2.5, null, null, 0])
  const nobody = await read({ from: start, to: start + 9, series, id: 'in_3' })
  expect(nobody.rows.map(([cell]) => cell?.mean ?? null)).toEqual([2.5, null, null, null])
})

test('a minute has mean, least and most of its samples, and so has a quarter of an hour', async () => {
  await fill(181)
  const minute = await read({ from: start, to: start + 120, step: 60, now: start + 1800 })
  expect(minute.rows[0]?.slice(0, 2)).toEqual([
    { mean: 2.5, min: 0, max: 5, count: 6 },
    { mean: 8.5, min: 6, max: 11, count: 6 },
  ])
  const quarter = await read({ from: start, to: start + 900, step: 900, now: start + 1800 })
  expect(quarter.rows[0]?.[0]).toEqual({ mean: 44.5, min: 0, max: 89, count: 90 })
  expect([await countIn(minutes), await countIn(quarters)]).toEqual([30, 2])
})

test('the newest part of a coarse history comes from finer tiers', async () => {
  await fill(100)
  const { rows, times } = await read({ from: start, to: start + 999, step: 900, now: start + 999 })
  expect(times).toEqual([start, start + 900])
  expect(rows[0]?.map((cell) => cell?.count)).toEqual([90, 10])
})

test('where nothing was measured there is a hole', async () => {
  await fill(6)
  await fill(6, start + 300)
  const { rows } = await read({ from: start, to: start + 359, step: 60, now: start + 400 })
  expect(rows[0]?.map((cell) => cell?.count ?? null)).toEqual([6, null, null, null, null, 6])
})

test('an agent that starts again doubles nothing and goes on where it was', async () => {
  await fill(50)
  open(database)
  for (let i = 47; i < 100; i++) await store.write(sampleAt(start + i * 10 + 3, { cpu_percent: i }))
  const { rows } = await read({ from: start, to: start + 900, step: 900, now: start + 1000 })
  expect(rows[0]?.[0]).toEqual({ mean: 44.5, min: 0, max: 89, count: 90 })
  expect(await countIn(raw)).toBe(100)
})

test('what an agent did not fold before it was killed is folded later, a bounded part at a time', async () => {
  await store.write(sampleAt(start, { cpu_percent: 0 }))
  const values = Array.from({ length: 600 }, (_, index) => ({
    at: start + index * 10,
    body: encodeBody('single', [{ subject: 1, cells: [{ mean: 7, min: 7, max: 7, count: 1 }] }]),
  }))
  await database.replaceInto('metric_raw').values(values).execute()
  await store.write(sampleAt(start + 6000, { cpu_percent: 1 }))
  const after = await countIn(minutes)
  expect(after).toBeGreaterThan(10)
  expect(after).toBeLessThan(25)
  for (let i = 1; i < 8; i++) await store.write(sampleAt(start + 6000 + i * 60, { cpu_percent: 1 }))
  expect(await countIn(minutes)).toBeGreaterThanOrEqual(105)
})

test('old steps go once they are in the coarser tier, and never before', async () => {
  await fill(12)
  await fill(1, start + 2 * day)
  expect(await countIn(raw)).toBeLessThanOrEqual(2)
  const { rows, step } = await read({ from: start, to: start + 119, now: start + 2 * day })
  expect(step).toBe(60)
  expect(rows[0]?.map((cell) => cell?.count)).toEqual([6, 6])
})

test('a clock that was set far ahead by mistake costs little, and what it left behind goes', async () => {
  await fill(12)
  const wrong = start + 400 * day
  await fill(3, wrong)
  await fill(20, start + 120)
  expect(await database.selectFrom('metric_raw').select('at').where('at', '>=', wrong).execute()).toEqual([])
  const { rows: cells } = await read({ from: start + 120, to: start + 299, step: 60, now: start + 320 })
  expect(cells[0]?.map((cell) => cell?.count)).toEqual([6, 6, 6])
})

test('a clock that is set back writes over what it wrote, and a step still has one sample', async () => {
  await fill(30)
  await fill(10, start + 100)
  expect(await countIn(raw)).toBe(30)
})

test.each([
  ['an hour', 3600, 10],
  ['a day', day, 60],
  ['two weeks', 14 * day, 900],
  ['ninety days', 90 * day, 7200],
  ['a century', 36_500 * day, undefined],
])('%s has at most two thousand points', async (_range, seconds, wanted) => {
  const now = start + 10 * 365 * day
  const { times, step } = await read({ from: now - seconds, to: now, now })
  expect(times.length).toBeLessThanOrEqual(2000)
  expect(times.length).toBeGreaterThan(100)
  if (wanted !== undefined) expect(step).toBe(wanted)
})

test('a step that would give too many points is made longer, and one that is finer than what is kept too', async () => {
  const now = start + 365 * day
  expect((await read({ from: now - 3600, to: now, now, step: 1 })).step).toBe(10)
  expect((await read({ from: now - day, to: now, now, step: 10 })).step).toBe(60)
  expect((await read({ from: now - 3 * day, to: now - 3 * day + 600, now, step: 10 })).step).toBe(60)
  expect((await read({ from: now - 30 * day, to: now - 30 * day + 600, now, step: 10 })).step).toBe(900)
  expect((await read({ from: now - 3600, to: now, now, step: 90 })).step).toBe(90)
  expect((await read({ from: now - 2 * day, to: now - 2 * day + 3600, now, step: 90 })).step).toBe(120)
  expect((await read({ from: now - 30 * day, to: now - 29 * day, now, step: 1000 })).step).toBe(1800)
})

test('an odd step of a time that is only kept by the minute is made of minutes', async () => {
  await fill(60)
  const { rows, step } = await read({ from: start, to: start + 599, step: 90, now: start + 2 * day })
  expect(step).toBe(120)
  expect(rows[0]?.map((cell) => cell?.count)).toEqual([12, 12, 12, 12, 12])
})

test('the oldest point that is kept is told', async () => {
  expect(await oldestKept(database)).toBe(null)
  await fill(10)
  expect(await oldestKept(database)).toBe(start)
})

test('a name that this version does not know keeps its place', async () => {
  await fill(1)
  await database.updateTable('metric_columns').set({ name: 'gone_metric' }).where('name', '=', 'mem_percent').execute()
  open(database)
  await store.write(sampleAt(start + 10, { cpu_percent: 5, mem_percent: 60 }))
  const { rows } = await read({ from: start, to: start + 19, series: ['cpu_percent', 'mem_percent'] })
  expect(rows.map((cells) => cells.map((cell) => cell?.mean ?? null))).toEqual([
    [0, 5],
    [null, 60],
  ])
})

test('a disk that is full is an error, and the next sample is kept when there is room again', async () => {
  await fill(6)
  const { pages } = await sql<{ pages: number }>`SELECT page_count AS pages FROM pragma_page_count`
    .execute(database)
    .then(({ rows }) => rows[0] ?? { pages: 0 })
  await sql`PRAGMA max_page_count = ${sql.lit(pages)}`.execute(database)
  const huge = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`in_${index}`, { gateway_up: 1 }]))
  await expect(store.write(sampleAt(start + 60, { cpu_percent: 1 }, huge))).rejects.toThrow('full')
  await sql`PRAGMA max_page_count = 1000000`.execute(database)
  await store.write(sampleAt(start + 70, { cpu_percent: 9 }, { in_1: { gateway_up: 1 } }))
  const { rows } = await read({ from: start + 60, to: start + 79, series: ['cpu_percent', 'gateway_up'], id: 'in_1' })
  expect(rows.map((cells) => cells.map((cell) => cell?.mean ?? null))).toEqual([
    [null, 9],
    [null, 1],
  ])
})

/** Bytes of a database whose tiers are as full as they get. */
async function fullSize(path: string, gateways: number): Promise<number> {
  await openDatabase(path).destroy()
  const file = new DatabaseSync(path)
  const cell: Cell = { mean: 1.1, min: 0.9, max: 1.3, count: 6 }
  const groups = Array.from({ length: gateways + 1 }, (_, subject) => ({
    subject,
    cells: namesOf(subject === 0 ? 'host' : 'instance').map(() => cell),
  }))
  file.exec('BEGIN')
  for (const tier of tiers) {
    const body = encodeBody(tier.shape, groups)
    const insert = file.prepare(`INSERT INTO ${tier.table} VALUES (?, ?)`)
    for (let at = 0; at <= tier.keepSeconds; at += tier.seconds) insert.run(start + at, body)
  }
  file.exec('COMMIT')
  file.close()
  return statSync(path).size
}

test('ninety days of the most gateways that are measured stay below 80 MB on disk, of one below 14 MB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metrics-'))
  try {
    expect(await fullSize(join(folder, 'many.db'), mostGateways)).toBeLessThan(80e6)
    expect(await fullSize(join(folder, 'one.db'), 1)).toBeLessThan(14e6)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
