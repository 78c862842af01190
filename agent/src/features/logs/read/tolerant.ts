import { HostError } from '../../../host/host.ts'
import type { LogSource } from '../source/log-source.ts'

/**
 * A source that has no lines while the machine refuses to show them; why it does is what `facts` tells. So one that cannot
 * be read takes nothing from the others.
 */
export function tolerant(source: LogSource): LogSource {
  return {
    ...source,
    async before(position, count, signal) {
      try {
        return await source.before(position, count, signal)
      } catch (error) {
        if (error instanceof HostError) return { lines: [], older: false }
        throw error
      }
    },
    async after(position, count, signal) {
      try {
        return await source.after(position, count, signal)
      } catch (error) {
        if (error instanceof HostError) return { chunks: [], more: false }
        throw error
      }
    },
  }
}
