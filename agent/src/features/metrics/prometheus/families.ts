import type { InstanceSample, Sample } from '../measure/sample.ts'
import type { Figures, MetricName } from '../metric-table.ts'
import type { Family } from './exposition.ts'

type Kind = Pick<Family, 'name' | 'type' | 'help'>
type Reading = (figures: Figures) => number | null

export interface FamiliesDeps {
  /** Null when nothing was measured in a while: only the agent itself is told then. */
  sample: Sample | null
  agentVersion: string
  /** Hides secrets in what MoltBot or the machine named. */
  redact(text: string): string
}

const hostGauges: [Kind, Reading][] = [
  [
    gauge('moltbot_ops_host_cpu_usage_ratio', 'Share of all cores at work since the sample before.'),
    part('cpu_percent'),
  ],
  [gauge('moltbot_ops_host_memory_total_bytes', 'Memory of the host.'), of('mem_total_bytes')],
  [gauge('moltbot_ops_host_memory_available_bytes', 'Memory that a new program can have.'), of('mem_available_bytes')],
  [gauge('moltbot_ops_host_swap_used_bytes', 'Swap in use.'), of('swap_used_bytes')],
  [gauge('moltbot_ops_host_load1', 'Load of the last minute.'), of('load_1m')],
  [gauge('moltbot_ops_host_uptime_seconds', 'Time since the host was started.'), of('uptime_seconds')],
  [
    gauge('moltbot_ops_agent_resident_memory_bytes', 'Resident memory of the MoltBot Ops agent.'),
    of('agent_rss_bytes'),
  ],
]

const gatewayGauges: [Kind, Reading][] = [
  [gauge('moltbot_gateway_up', '1 when MoltBot runs and answers.'), of('gateway_up')],
  [gauge('moltbot_gateway_resident_memory_bytes', 'Resident memory of the gateway.'), of('gateway_rss_bytes')],
  [gauge('moltbot_gateway_open_fds', 'Files that the gateway has open.'), of('gateway_open_files')],
  [gauge('moltbot_gateway_threads', 'Threads of the gateway.'), of('gateway_threads')],
  [gauge('moltbot_gateway_restarts_24h', 'Restarts of the last 24 hours.'), of('restart_count_24h')],
  [
    gauge('moltbot_gateway_event_loop_delay_p99_seconds', 'Delay of the event loop, 99th percentile.'),
    milliseconds('gateway_event_loop_delay_ms'),
  ],
  [
    gauge('moltbot_gateway_event_loop_utilization_ratio', 'Share of its time in which the event loop is busy.'),
    of('gateway_event_loop_utilization'),
  ],
  [
    gauge('moltbot_gateway_response_latency_seconds', 'How long the gateway took to answer the last look at it.'),
    milliseconds('gateway_rpc_latency_ms'),
  ],
  [gauge('moltbot_channels_configured', 'Channels that are configured.'), of('channels_configured')],
  [gauge('moltbot_channels_connected', 'Configured channels that are connected.'), of('channels_connected')],
  [gauge('moltbot_state_directory_bytes', "All files of MoltBot's state directory."), of('state_dir_bytes')],
  [gauge('moltbot_log_directory_bytes', 'All files of the directory that MoltBot logs to.'), of('log_dir_bytes')],
]

/** Everything of the last sample, named as https://prometheus.io/docs/practices/naming/ wants it: base units, shares as ratios. */
export function familiesOf({ sample, agentVersion, redact }: FamiliesDeps): Family[] {
  const info: Family = {
    ...gauge('moltbot_ops_build_info', 'The agent that measures; always 1.'),
    samples: [{ labels: { version: agentVersion }, value: 1 }],
  }
  if (sample === null) return [info]
  const { host, disks, instances } = sample
  const ofEach = (kind: Kind, read: (instance: InstanceSample) => number | null): Family => ({
    ...kind,
    samples: instances.map((one) => ({ labels: { instance_id: one.instanceId }, value: read(one) })),
  })
  const ofDisks = (kind: Kind, read: (disk: Sample['disks'][number]) => number): Family => ({
    ...kind,
    samples: disks.map((disk) => ({ labels: { mountpoint: redact(disk.mount) }, value: read(disk) })),
  })
  return [
    info,
    {
      ...gauge('moltbot_ops_sample_timestamp_seconds', 'When this was measured, in seconds since 1970.'),
      samples: [{ value: sample.at / 1000 }],
    },
    ...hostGauges.map(([kind, read]): Family => ({ ...kind, samples: [{ value: read(host) }] })),
    {
      ...counter('moltbot_ops_agent_cpu_seconds_total', 'Processor time of the MoltBot Ops agent.'),
      samples: [{ value: sample.agentCpuSeconds }],
    },
    ofDisks(gauge('moltbot_ops_filesystem_size_bytes', 'Size of a watched file system.'), (disk) => disk.total_bytes),
    ofDisks(gauge('moltbot_ops_filesystem_free_bytes', 'Free for everybody on it.'), (disk) => disk.free_bytes),
    ...gatewayGauges.map(([kind, read]) => ofEach(kind, ({ figures }) => read(figures))),
    ofEach(
      gauge('moltbot_gateway_start_time_seconds', 'When the gateway was started, in seconds since 1970.'),
      (one) => (one.startedAt === null ? null : one.startedAt / 1000),
    ),
    ofEach(counter('moltbot_gateway_cpu_seconds_total', 'Processor time of the gateway.'), (one) => one.cpuSeconds),
  ]
}

function gauge(name: string, help: string): Kind {
  return { name, type: 'gauge', help }
}

function counter(name: string, help: string): Kind {
  return { name, type: 'counter', help }
}

function of(name: MetricName): Reading {
  return (figures) => figures[name] ?? null
}

function part(name: MetricName): Reading {
  return (figures) => divided(figures[name], 100)
}

function milliseconds(name: MetricName): Reading {
  return (figures) => divided(figures[name], 1000)
}

function divided(value: number | null | undefined, by: number): number | null {
  return value == null ? null : value / by
}
