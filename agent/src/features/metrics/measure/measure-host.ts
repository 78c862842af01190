import type { components } from '@moltbot-ops/api/types'
import type { MachineMeter, Meters } from '../../../host/host.ts'
import type { Figures } from '../metric-table.ts'
import type { ShareOfCore } from './share-of-core.ts'

type Disk = components['schemas']['Disk']

/** Figures of the machine and of the agent itself. */
export function hostFigures(
  machine: MachineMeter,
  agent: ReturnType<Meters['agent']>,
  { cpuPercent, shareOfCore, disks }: { cpuPercent: number | null; shareOfCore: ShareOfCore; disks: Disk[] },
): Figures {
  const { memoryTotalBytes: total, memoryAvailableBytes: available } = machine
  const fullest = fullestOf(disks)
  return {
    cpu_percent: cpuPercent,
    mem_percent: total === null || available === null || total === 0 ? null : ((total - available) / total) * 100,
    uptime_seconds: machine.uptimeSeconds,
    load_1m: machine.load1m,
    mem_total_bytes: total,
    mem_available_bytes: available,
    swap_used_bytes: machine.swapUsedBytes,
    disk_free_bytes: fullest?.free_bytes ?? null,
    disk_total_bytes: fullest?.total_bytes ?? null,
    disk_free_percent: fullest ? freePercent(fullest) : null,
    agent_cpu_percent: shareOfCore({ key: 'agent', cpuSeconds: agent.cpuSeconds }),
    agent_rss_bytes: agent.rssBytes,
  }
}

/** The share of all cores that was at work between two readings; null without one before, or when it was reset. */
export function busyPercent(before: MachineMeter['cpu'], now: MachineMeter['cpu']): number | null {
  if (before === null || now === null) return null
  const [busy, total] = [now.busy - before.busy, now.total - before.total]
  // Idle time is known to run backwards by a little on some kernels.
  return total <= 0 || busy < 0 ? null : Math.min(100, (busy / total) * 100)
}

function fullestOf(disks: Disk[]): Disk | undefined {
  return disks.filter(({ total_bytes }) => total_bytes > 0).toSorted((a, b) => freePercent(a) - freePercent(b))[0]
}

function freePercent({ free_bytes, total_bytes }: Disk): number {
  return (free_bytes / total_bytes) * 100
}
