import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import { sampleEveryMs } from './measure/measure.ts'
import type { Sample } from './measure/sample.ts'
import { type Figures, type MetricName, metricNames } from './metric-table.ts'

type MetricsSnapshot = components['schemas']['MetricsSnapshot']

/** Fields that the contract had before it knew `unknown`, which therefore may not be null. */
const neverNull = ['cpu_percent', 'mem_percent', 'disk_free_bytes', 'uptime_seconds', 'restart_count_24h'] as const
/** Figures of the contract's type `integer`. */
const whole = new Set<MetricName>(
  metricNames.filter((name) => name.endsWith('_bytes') || name.endsWith('_seconds') || name.startsWith('channels_')),
)

/** What the contract tells of a sample about one gateway; about none when there is none. */
export function snapshotOf(sample: Sample, instanceId: string | null): MetricsSnapshot {
  const instance = sample.instances.find((one) => one.instanceId === instanceId)
  return snapshotWith({ ...sample.host, ...instance?.figures }, sample, instanceId)
}

/** A snapshot that knows nothing, for when there was no sample in a while. */
export function emptySnapshot(now: number, instanceId: string | null): MetricsSnapshot {
  return snapshotWith({}, { at: now, disks: [] }, instanceId)
}

function snapshotWith(
  figures: Figures,
  { at, disks }: Pick<Sample, 'at' | 'disks'>,
  instanceId: string | null,
): MetricsSnapshot {
  const told = metricNames.map((name) => [name, rounded(name, figures[name] ?? null)] as const)
  const unknown = told.filter(([, value]) => value === null).map(([name]) => name)
  const known = Object.fromEntries(told) as Record<MetricName, number | null>
  const required = Object.fromEntries(neverNull.map((name) => [name, known[name] ?? 0])) as Record<
    (typeof neverNull)[number],
    number
  >
  return {
    ...known,
    ...required,
    gateway_up: known.gateway_up === null ? null : known.gateway_up === 1 ? 1 : 0,
    instance_id: instanceId,
    observed_at: isoTime(at),
    interval_seconds: sampleEveryMs / 1000,
    disks,
    unknown,
  }
}

/** As many digits as mean something. */
function rounded(name: MetricName, value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null
  return whole.has(name) ? Math.round(value) : Math.round(value * 1000) / 1000
}
