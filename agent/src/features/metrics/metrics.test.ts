import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BusEventName, createBus } from '../../core/bus.ts'
import { type Database, openDatabase } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'
import { createSimulatedHost, type SimulatedHost } from '../../host/simulated/simulated-host.ts'
import { statusOfNothing } from '../moltbot/status-without-look.ts'
import { createMetrics, type Metrics } from './metrics.ts'

let machine: SimulatedHost
let database: Database
let lines: string[]
let told: { name: BusEventName; payload: unknown }[]
let metrics: Metrics

beforeEach(() => {
  machine = createSimulatedHost({
    ...{ scenario: 'not-installed', seed: 1, startAt: Date.UTC(2026, 10, 23, 2, 7, 0), real: null },
  })
  database = openDatabase(':memory:')
  lines = []
  told = []
  metrics = create()
})
afterEach(async () => {
  await metrics.stop()
  await database.destroy()
})

function create(): Metrics {
  const bus = createBus()
  bus.subscribe((name, payload) => void told.push({ name, payload }))
  const put = (message: string) => void lines.push(message)
  return createMetrics({
    ...{ host: machine.host, clock: machine.clock, database, bus, nodeId: 'ag_test', agentVersion: '0.4.0' },
    log: { info: put, warn: put, error: put },
    redact: (text) => text,
    moltbot: {
      statuses: () => [statusOfNothing(machine.clock.now(), null, 'nothing_found')],
      chosen() {
        throw new Problem('not_found', 'There is no such instance.')
      },
    },
    disks: async () => [{ mount: '/', total_bytes: 1000, free_bytes: 410, holds: ['system'] }],
  })
}

const cpuHistory = (step: number) => metrics.history({ series: ['cpu_percent'], step, instanceId: null })

test('each sample is told on the bus as it is told to who asks', async () => {
  await metrics.start()
  await machine.clock.advance(30_000)
  expect(told.map(({ name }) => name)).toEqual(['metrics', 'metrics', 'metrics', 'metrics'])
  expect(told.at(-1)?.payload).toEqual(metrics.latest(null))
  expect(metrics.latest(null)).toMatchObject({ disk_free_percent: 41, observed_at: '2026-11-23T02:07:30.000Z' })
})

test('before the first sample everything is unknown', () => {
  const snapshot = metrics.latest(null)
  expect(snapshot.unknown).toHaveLength(26)
  expect(metrics.exposition().text).toContain('moltbot_ops_build_info')
  expect(metrics.exposition().text).not.toContain('moltbot_ops_host')
})

test('an agent that starts again goes on with the history that is there', async () => {
  await metrics.start()
  await machine.clock.advance(60_000)
  await metrics.stop()
  await machine.clock.advance(120_000)
  metrics = create()
  await metrics.start()
  await machine.clock.advance(60_000)
  const { series, times } = await cpuHistory(60)
  const known = times.filter((_, index) => series[0]?.mean[index] !== null)
  // The first sample after a start has nothing to compare with; nobody measured in between.
  expect(known.map((at) => new Date(at * 1000).toISOString().slice(11, 16))).toEqual([
    '02:07',
    '02:08',
    '02:10',
    '02:11',
  ])
})

test('a disk that is full costs the history and nothing else, and is told until it is over', async () => {
  await metrics.start()
  const { pages } = await sql<{ pages: number }>`SELECT page_count AS pages FROM pragma_page_count`
    .execute(database)
    .then(({ rows }) => rows[0] ?? { pages: 0 })
  await sql`PRAGMA max_page_count = ${sql.lit(pages)}`.execute(database)
  await machine.clock.advance(900_000)
  expect(lines).toEqual(['Measurements cannot be kept.'])
  expect(metrics.findings()).toMatchObject([{ id: 'metrics_not_kept' }])
  expect(metrics.latest(null).unknown).not.toContain('cpu_percent')
  await sql`PRAGMA max_page_count = 100000`.execute(database)
  await machine.clock.advance(10_000)
  expect(metrics.findings()).toEqual([])
  expect(lines).toEqual(['Measurements cannot be kept.', 'Measurements are kept again.'])
})

test('an instance that is not there is not found', async () => {
  const input = { query: { instance_id: 'in_none' } } as Parameters<Metrics['handlers']['getCurrentMetrics']>[0]
  await expect(metrics.handlers.getCurrentMetrics(input)).rejects.toThrow('no such instance')
})

test('three days in which a disk fills are enough to say when it is full', async () => {
  let free = 1000e9
  metrics = createMetrics({
    ...{
      host: machine.host,
      clock: machine.clock,
      database,
      bus: createBus(),
      nodeId: 'ag_test',
      agentVersion: '0.4.0',
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    redact: (text) => text,
    moltbot: {
      statuses: () => [],
      chosen: () => {
        throw new Problem('not_found', 'None.')
      },
    },
    disks: async () => {
      free -= 1e9
      return [{ mount: '/', total_bytes: 2000e9, free_bytes: free, holds: ['system'] }]
    },
  })
  await metrics.start()
  // Beyond half an hour the simulated clock jumps, so that a sample stands for several minutes.
  for (let day = 0; day < 3; day++) await machine.clock.advance(86_400_000)
  const { items } = await metrics.handlers.getMetricsForecast({ query: {} } as never)
  expect(items[0]).toMatchObject({ metric: 'disk_free_bytes', limit: 0 })
  expect(items[0]?.observed_hours).toBeGreaterThan(70)
  expect(items[0]?.rate_per_day).toBeLessThan(0)
  expect(items[0]?.statement).toContain('The disk ')
})
