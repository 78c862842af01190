import type { components } from '@moltbot-ops/api/types'

type Schemas = components['schemas']

export type MetricName = Schemas['MetricName']
export type MetricUnit = Schemas['MetricSeries']['unit']

/** What one thing shows at one moment; a name that is missing was not measured. */
export type Figures = Partial<Record<MetricName, number | null>>

/** Whose measurement it is: of the machine with its agent, or of one gateway. */
export type MetricOwner = 'host' | 'instance'

export const metricTable: Readonly<Record<MetricName, { unit: MetricUnit; owner: MetricOwner }>> = {
  cpu_percent: { unit: 'percent', owner: 'host' },
  mem_percent: { unit: 'percent', owner: 'host' },
  disk_free_bytes: { unit: 'bytes', owner: 'host' },
  uptime_seconds: { unit: 'seconds', owner: 'host' },
  load_1m: { unit: 'ratio', owner: 'host' },
  mem_total_bytes: { unit: 'bytes', owner: 'host' },
  mem_available_bytes: { unit: 'bytes', owner: 'host' },
  swap_used_bytes: { unit: 'bytes', owner: 'host' },
  disk_total_bytes: { unit: 'bytes', owner: 'host' },
  disk_free_percent: { unit: 'percent', owner: 'host' },
  agent_cpu_percent: { unit: 'percent', owner: 'host' },
  agent_rss_bytes: { unit: 'bytes', owner: 'host' },
  restart_count_24h: { unit: 'count', owner: 'instance' },
  state_dir_bytes: { unit: 'bytes', owner: 'instance' },
  log_dir_bytes: { unit: 'bytes', owner: 'instance' },
  gateway_up: { unit: 'ratio', owner: 'instance' },
  gateway_cpu_percent: { unit: 'percent', owner: 'instance' },
  gateway_rss_bytes: { unit: 'bytes', owner: 'instance' },
  gateway_open_files: { unit: 'count', owner: 'instance' },
  gateway_threads: { unit: 'count', owner: 'instance' },
  gateway_uptime_seconds: { unit: 'seconds', owner: 'instance' },
  gateway_event_loop_delay_ms: { unit: 'milliseconds', owner: 'instance' },
  gateway_event_loop_utilization: { unit: 'ratio', owner: 'instance' },
  gateway_rpc_latency_ms: { unit: 'milliseconds', owner: 'instance' },
  channels_configured: { unit: 'count', owner: 'instance' },
  channels_connected: { unit: 'count', owner: 'instance' },
}

export const metricNames = Object.keys(metricTable) as MetricName[]

export function namesOf(owner: MetricOwner): MetricName[] {
  return metricNames.filter((name) => metricTable[name].owner === owner)
}
