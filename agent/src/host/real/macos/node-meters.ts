import { cpus, loadavg, totalmem, uptime } from 'node:os'
import type { Meters, Processes } from '../../host.ts'
import { ownMeter } from '../own-meter.ts'

/**
 * What Node and `ps` tell where there is no /proc. Written, not run on macOS. What is free there is no measure of what is
 * available, for most of it is cache: that, swap, threads and open files are not told.
 */
export function createNodeMeters(processes: Processes): Meters {
  return {
    async machine() {
      const times = cpus().map((core) => core.times)
      const idle = times.reduce((sum, core) => sum + core.idle, 0)
      const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0)
      return {
        cpu: { busy, total: busy + idle },
        memoryTotalBytes: totalmem(),
        memoryAvailableBytes: null,
        swapUsedBytes: null,
        load1m: loadavg()[0] ?? null,
        uptimeSeconds: uptime(),
      }
    },
    async process(pid) {
      const facts = await processes.facts(pid)
      if (facts === null) return null
      const { startTicks, cpuSeconds, rssBytes } = facts
      return { startTicks, cpuSeconds, rssBytes, threads: null, openFiles: null }
    },
    agent: ownMeter,
    close: () => undefined,
  }
}
