import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { MetricStore } from '../store/metric-store.ts'
import { readHistory } from '../store/read-history.ts'
import { forecastOf, type Resource } from './forecast.ts'

const resources: readonly Resource[] = [
  { metric: 'disk_free_bytes', name: 'The disk', runsOut: 'is full', runOut: 'fill up' },
  { metric: 'mem_available_bytes', name: 'Memory', runsOut: 'runs out', runOut: 'run out' },
]
const weekSeconds = 7 * 86_400
const stepSeconds = 900

/** Looks at the last week, by the quarter of an hour. */
export async function answerForecast(
  { database, store }: { database: Database; store: MetricStore },
  now: number,
): Promise<components['schemas']['MetricsForecast']> {
  const seconds = now / 1000
  const { step, times, rows } = await readHistory(database, await store.opened(), {
    series: resources.map(({ metric }) => metric),
    instanceId: null,
    from: Math.max(0, seconds - weekSeconds),
    to: seconds,
    now: seconds,
    step: stepSeconds,
  })
  const items = resources.map((resource, which) => {
    const points = times.flatMap((begin, index) => {
      const cell = rows[which]?.[index]
      // A mean is of the middle of its step; the last step is not over yet.
      return cell ? [{ at: Math.min(now, (begin + step / 2) * 1000), value: cell.mean }] : []
    })
    return forecastOf(resource, points, now)
  })
  return { items, computed_at: isoTime(now) }
}
