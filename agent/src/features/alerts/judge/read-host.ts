import type { Host } from '../../../host/host.ts'
import type { AlertSources } from './read-condition.ts'

/** Reads disks and memory of the host. `folders` are those whose file systems matter. */
export function createReadHost({ system }: Pick<Host, 'system'>, folders: () => string[]): AlertSources['system'] {
  return async () => {
    const [facts, ...spaces] = await Promise.all([system.facts(), ...folders().map((folder) => system.diskOf(folder))])
    const disks = new Map(
      spaces.flatMap((space) =>
        space === null
          ? []
          : [
              [
                space.mount,
                { mount: space.mount, total_bytes: space.totalBytes, free_bytes: space.freeBytes, holds: [] },
              ],
            ],
      ),
    )
    return {
      disks: [...disks.values()],
      memory_bytes: facts.memoryBytes,
      memory_available_bytes: facts.memoryAvailableBytes,
    }
  }
}
