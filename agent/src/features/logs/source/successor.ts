import type { OpenLog } from '../../../host/host.ts'
import { gaps, openFirst, type Start } from './find-place.ts'
import type { LogDirectory } from './log-directory.ts'

/**
 * What comes after a file: `live` it is the newest itself, `none` nothing yet, `unsettled` files were put aside while they
 * were looked at.
 */
export type Successor = { kind: 'live' | 'none' | 'unsettled' } | { kind: 'next'; start: Start & { file: OpenLog } }

/** Finds the file after one that is open; after none, the oldest of all. @throws HostError */
export async function openSuccessor(directory: LogDirectory, file: OpenLog | null): Promise<Successor> {
  const live = await directory.live()
  if (file !== null && live?.inode === file.inode) return { kind: 'live' }
  const list = await directory.list()
  const place = list.findIndex(({ inode }) => inode === file?.inode)
  let later = list.slice(place + 1)
  const isDeleted = file !== null && place === -1
  if (isDeleted) {
    // Files that were written to after it come after it, and so does the one that is written to now. Whether others came
    // between and are gone too, nobody can say.
    const { modifiedAt } = await file.facts()
    later = list.filter((other) => other.modifiedAt > modifiedAt || other.inode === live?.inode)
  }
  const [next] = later
  // Whoever put the file aside may go on writing to it until the new one is begun.
  if (next === undefined || (later.length === 1 && next.size === 0)) return { kind: 'none' }
  const start = await openFirst(directory, later)
  if (start === null) return { kind: 'unsettled' }
  return { kind: 'next', start: { ...start, gap: start.gap ?? (isDeleted ? gaps.rotatedAway : null) } }
}
