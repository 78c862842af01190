import type { OpenLog } from '../../../host/host.ts'
import { gaps, type Start } from './find-place.ts'
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
  const newest = list.at(-1)
  const place = list.findIndex(({ inode }) => inode === file?.inode)
  let next = list[place + 1]
  const isDeleted = file !== null && place === -1
  if (isDeleted) {
    // Files that were written to after it come after it, and so does the one that is written to now. Whether others came
    // between and are gone too, nobody can say.
    const { modifiedAt } = await file.facts()
    next = list.find((other) => other.modifiedAt > modifiedAt) ?? list.find(({ inode }) => inode === live?.inode)
  }
  // Whoever put the file aside may go on writing to it until the new one is begun.
  if (next === undefined || (next === newest && next.size === 0)) return { kind: 'none' }
  const opened = await directory.open(next)
  if (opened === null) return { kind: 'unsettled' }
  const { path, modifiedAt } = next
  return {
    kind: 'next',
    start: { file: opened, path, offset: 0, modifiedAt, gap: isDeleted ? gaps.rotatedAway : null },
  }
}
