import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'
import { type MetricName, metricTable } from './metric-table.ts'
import type { MetricStore } from './store/metric-store.ts'
import { oldestKept, readHistory } from './store/read-history.ts'
import type { Cell } from './store/tick-body.ts'

type MetricsHistory = components['schemas']['MetricsHistory']

export interface HistoryQuery {
  series: readonly MetricName[]
  /** RFC 3339; an hour ago. */
  from?: string | undefined
  /** RFC 3339; now. */
  to?: string | undefined
  /** Seconds between points. */
  step?: number | undefined
  instanceId: string | null
}

const hourMs = 3_600_000

/** @throws Problem validation_failed where the range ends before it begins */
export async function answerHistory(
  { database, store }: { database: Database; store: MetricStore },
  query: HistoryQuery,
  now: number,
): Promise<MetricsHistory> {
  const to = query.to === undefined ? now : Date.parse(query.to)
  const from = query.from === undefined ? to - hourMs : Date.parse(query.from)
  // A leap second fits the contract, and is no time to Date.
  if (!(from < to)) {
    throw new Problem('validation_failed', 'The range ends before it begins. Name an earlier `from` or a later `to`.', {
      details: [{ path: '/query/from', message: 'must be before `to`' }],
    })
  }
  const series = [...new Set(query.series)]
  const { step, times, rows } = await readHistory(database, await store.opened(), {
    series,
    instanceId: query.instanceId,
    from: Math.max(0, from / 1000),
    to: Math.max(0, to / 1000),
    now: now / 1000,
    step: query.step,
  })
  const oldest = await oldestKept(database)
  return {
    from: isoTime(from),
    to: isoTime(to),
    step_seconds: step,
    times,
    series: series.map((name, index) => seriesOf(name, rows[index] ?? [])),
    kept_from: oldest === null ? null : isoTime(oldest * 1000),
  }
}

function seriesOf(name: MetricName, cells: (Cell | null)[]): MetricsHistory['series'][number] {
  return {
    name,
    unit: metricTable[name].unit,
    mean: cells.map((cell) => plain(cell?.mean)),
    min: cells.map((cell) => plain(cell?.min)),
    max: cells.map((cell) => plain(cell?.max)),
  }
}

/** What is stored has seven digits; more of them mean nothing. */
function plain(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(7))
}
