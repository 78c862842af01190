import type { Database } from '../../../core/database/open-database.ts'
import type { Rule } from '../rules/rule.ts'
import { growthOf } from './growth.ts'
import type { MetricName, Past, ReadSeries } from './past.ts'

export interface PastDeps {
  database: Database
  readSeries: ReadSeries
}

interface Range {
  from: number
  to: number
}

const mebibyte = 1024 ** 2
const windowMs = 600_000
const minuteMs = 60_000
/** Starts and ends are kept for so long. */
const bootsKeptMs = 8 * 86_400_000

const levels: Partial<Record<Rule['condition']['type'], MetricName>> = {
  disk_low: 'disk_free_percent',
  high_memory: 'mem_percent',
  event_loop_stalled: 'gateway_event_loop_delay_ms',
}

/** What a rule would have been judged by. Of what nobody keeps nothing is known. */
export async function readPast(rule: Rule, instanceId: string | null, range: Range, deps: PastDeps): Promise<Past> {
  const { type } = rule.condition
  const read = (name: MetricName) => deps.readSeries(name, instanceId, range.from, range.to)
  if (type === 'crash_loop') return readEnds(deps.database, instanceId, range)
  if (type === 'log_growth') {
    const series = await read('log_dir_bytes')
    const growth = growthOf(series).map((bytes) => (bytes === null ? null : bytes / mebibyte))
    return pastOf({ ...series, values: growth })
  }
  if (type === 'gateway_disconnected') {
    const series = await read('gateway_up')
    return pastOf({
      ...series,
      values: series.values.map((up) => (up === null ? null : isDown(up, series.stepMs, rule))),
    })
  }
  const level = levels[type]
  if (level === undefined) return { stepMs: minuteMs, readings: [] }
  return pastOf(await read(level))
}

/** A step is bad in which it was down for as long as the rule wants, or all of it. */
function isDown(up: number, stepMs: number, { limits }: Rule): number {
  const downMs = (1 - up) * stepMs
  return downMs > 0 && downMs >= Math.min(limits.threshold * 1000, stepMs) - 1 ? 1 : 0
}

function pastOf({ stepMs, times, values }: { stepMs: number; times: number[]; values: (number | null)[] }): Past {
  return { stepMs, readings: times.map((at, index) => ({ at, value: values[index] ?? null })) }
}

/** How many unclean ends lay in the ten minutes before each minute. */
async function readEnds(database: Database, instanceId: string | null, { from, to }: Range): Promise<Past> {
  const instance = await database
    .selectFrom('instances')
    .select('first_seen_at')
    .where('id', '=', instanceId ?? '')
    .executeTakeFirst()
  const rows = await database
    .selectFrom('boots')
    .select('ended_at')
    .where('instance_id', '=', instanceId ?? '')
    .where('clean', '=', 0)
    .where('ended_at', '>', from - windowMs)
    .orderBy('ended_at')
    .limit(10_000)
    .execute()
  const ends = rows.flatMap(({ ended_at: at }) => at ?? [])
  const knownFrom = Math.max(instance?.first_seen_at ?? to, to - bootsKeptMs)
  const readings: Past['readings'] = []
  for (let at = from; at < to; at += minuteMs) {
    const count = ends.filter((end) => end > at - windowMs && end <= at).length
    readings.push({ at, value: at < knownFrom ? null : count })
  }
  return { stepMs: minuteMs, readings }
}
