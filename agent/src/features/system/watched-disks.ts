import type { components } from '@moltbot-ops/api/types'
import { type Host, HostError } from '../../host/host.ts'

type Disk = components['schemas']['Disk']

export interface WatchedDisksDeps {
  host: Pick<Host, 'system'>
  stateDir: string
  /** Directories whose disks matter to MoltBot. */
  moltbotStateDirs(): string[]
}

/** The file systems that the system, the agent or MoltBot lives on. One that does not answer is left out: nothing is known of it. */
export function createWatchedDisks({ host, stateDir, moltbotStateDirs }: WatchedDisksDeps): () => Promise<Disk[]> {
  const spaceOf = (path: string) =>
    host.system.diskOf(path).catch((error: unknown) => {
      if (error instanceof HostError) return null
      throw error
    })
  return async () => {
    const wanted: [string, Disk['holds'][number]][] = [
      ['/', 'system'],
      [stateDir, 'agent_state'],
      ...moltbotStateDirs().map((dir) => [dir, 'moltbot_state'] as [string, 'moltbot_state']),
    ]
    const found = new Map<string, Disk>()
    for (const [path, holds] of wanted) {
      const space = await spaceOf(path)
      if (space === null) continue
      const disk = found.get(space.mount) ?? {
        mount: space.mount,
        total_bytes: space.totalBytes,
        free_bytes: space.freeBytes,
        holds: [],
      }
      if (!disk.holds.includes(holds)) disk.holds.push(holds)
      found.set(space.mount, disk)
    }
    return [...found.values()]
  }
}
