import type { components } from '@moltbot-ops/api/types'
import type { Meters, ProcessMeter } from '../../../host/host.ts'
import type { Figures } from '../metric-table.ts'
import type { InstanceSample } from './sample.ts'
import type { ShareOfCore } from './share-of-core.ts'
import type { WatchedGateway } from './watched-gateway.ts'

type MoltBotStatus = components['schemas']['MoltBotStatus']

export interface GatewayDeps {
  meters: Meters
  shareOfCore: ShareOfCore
  /** Size of a folder as it was last added up; null where that is not known. */
  sizeOf(path: string): number | null
}

/** Measures one gateway: its process anew, all else as the observer last saw it. Nothing is asked of MoltBot itself. */
export async function measureGateway(
  { instanceId, status, process, stateDir, logDir }: WatchedGateway,
  { meters, shareOfCore, sizeOf }: GatewayDeps,
  now: number,
): Promise<InstanceSample> {
  const read = process === null ? null : await meters.process(process.pid)
  // The number may have been given to another process since the observer looked.
  const meter = read !== null && read.startTicks === process?.startTicks ? read : null
  const startedAt = meter === null ? null : (process?.startedAt ?? null)
  return {
    instanceId,
    cpuSeconds: meter?.cpuSeconds ?? null,
    startedAt,
    figures: {
      ...statusFigures(status),
      ...processFigures(meter, process, shareOfCore),
      gateway_uptime_seconds: startedAt === null ? null : Math.max(0, (now - startedAt) / 1000),
      state_dir_bytes: stateDir === null ? null : sizeOf(stateDir),
      log_dir_bytes: logDir === null ? null : sizeOf(logDir),
    },
  }
}

function processFigures(
  meter: ProcessMeter | null,
  process: WatchedGateway['process'],
  shareOfCore: ShareOfCore,
): Figures {
  if (meter === null || process === null) {
    return { gateway_cpu_percent: null, gateway_rss_bytes: null, gateway_open_files: null, gateway_threads: null }
  }
  const key = `${process.pid} ${meter.startTicks}`
  return {
    gateway_cpu_percent: shareOfCore({ key, cpuSeconds: meter.cpuSeconds }),
    gateway_rss_bytes: meter.rssBytes,
    gateway_open_files: meter.openFiles,
    gateway_threads: meter.threads,
  }
}

/** What the last look at a gateway says; a look that is too old says nothing. */
function statusFigures({ state, gateway, channels, restart_count_24h }: MoltBotStatus): Figures {
  const isKnown = state !== undefined && state !== 'unknown'
  const seen = isKnown ? gateway : null
  const told = seen?.rpc === 'connected' ? (channels ?? []).filter(({ configured }) => configured) : null
  return {
    restart_count_24h: isKnown ? (restart_count_24h ?? null) : null,
    gateway_up: isKnown ? upOf(state, seen?.live ?? null) : null,
    gateway_event_loop_delay_ms: seen?.event_loop?.delay_p99_ms ?? null,
    gateway_event_loop_utilization: seen?.event_loop?.utilization ?? null,
    // Of the question whether it is ready, which the observer asks every two seconds anyway.
    gateway_rpc_latency_ms: seen?.latency_ms ?? null,
    channels_configured: told?.length ?? null,
    // One that MoltBot says nothing about makes any count a guess.
    channels_connected: told?.every(({ connected }) => connected !== null)
      ? told.filter(({ connected }) => connected === true).length
      : null,
  }
}

const downStates = new Set(['not_installed', 'stopped', 'starting', 'wedged', 'crash_looping'])

/** Up is what answers. What runs and could not be asked is neither up nor down. */
function upOf(state: string, live: boolean | null): 0 | 1 | null {
  if (downStates.has(state)) return 0
  return live === null ? null : live ? 1 : 0
}
