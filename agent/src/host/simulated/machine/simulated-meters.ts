import type { Meters } from '../../host.ts'
import type { Machine } from './machine.ts'

export const totalMemoryBytes = 16_659_746_816

const cores = 4
/** The agent of a simulation is measured as simulated too, so that a run repeats to the byte. */
const agentShare = 0.003

/** Memory that is free now; it changes once a minute. */
export function availableMemory({ noise, clock }: Machine): number {
  return noise.whole(11_200, 11_900, 'memory', Math.floor(clock.now() / 60_000)) * 1_048_576
}

/** Load of the last minute. */
export function loadOf({ noise, clock }: Machine): number {
  return Number(noise.between(0.05, 0.4, 'load', Math.floor(clock.now() / 60_000)).toFixed(2))
}

/** The meters of whichever machine is there now. */
export function createSimulatedMeters(machine: () => Machine): Meters {
  return {
    async machine() {
      const { clock, bootedAt } = machine()
      const uptimeSeconds = Math.max(0, (clock.now() - bootedAt) / 1000)
      // Three to five in a hundred of every core, up and down within three minutes.
      const busy = cores * (0.04 * uptimeSeconds + 0.3 * Math.sin(uptimeSeconds / 30))
      return {
        cpu: { busy, total: cores * uptimeSeconds },
        memoryTotalBytes: totalMemoryBytes,
        memoryAvailableBytes: availableMemory(machine()),
        swapUsedBytes: 0,
        load1m: loadOf(machine()),
        uptimeSeconds,
      }
    },
    async process(pid) {
      const { table, noise } = machine()
      const facts = await table.processes.facts(pid)
      if (facts === null) return null
      const { startTicks, cpuSeconds, rssBytes } = facts
      return {
        startTicks,
        cpuSeconds,
        rssBytes,
        threads: noise.whole(16, 20, 'threads', pid),
        openFiles: noise.whole(52, 70, 'files', pid, Math.floor(machine().clock.now() / 60_000)),
      }
    },
    agent() {
      const { clock, bootedAt } = machine()
      return { cpuSeconds: ((clock.now() - bootedAt) / 1000) * agentShare, rssBytes: 74_448_896 }
    },
    close: () => undefined,
  }
}
