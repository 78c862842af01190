import type { components } from '@moltbot-ops/api/types'
import type { Figures } from '../metric-table.ts'

/** One gateway at one moment. */
export interface InstanceSample {
  instanceId: string
  figures: Figures
  /** Counts up while the process lives; null where it cannot be told. */
  cpuSeconds: number | null
  /** When it was started, ms since 1970. */
  startedAt: number | null
}

/** Everything that was measured at one moment. */
export interface Sample {
  /** Wall time in ms since 1970. */
  at: number
  /** The same moment on the clock that is never set. */
  mono: number
  host: Figures
  agentCpuSeconds: number
  disks: components['schemas']['Disk'][]
  instances: InstanceSample[]
}
