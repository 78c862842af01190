import type { components } from '@moltbot-ops/api/types'
import type { Host } from '../../../host/host.ts'
import type { AlertSources } from './read-condition.ts'

type Disks = () => Promise<components['schemas']['Disk'][]>

/** Reads disks and memory of the host. */
export function createReadHost({ system }: Pick<Host, 'system'>, disks: Disks): AlertSources['system'] {
  return async () => {
    const [facts, all] = await Promise.all([system.facts(), disks()])
    return { disks: all, memory_bytes: facts.memoryBytes, memory_available_bytes: facts.memoryAvailableBytes }
  }
}
