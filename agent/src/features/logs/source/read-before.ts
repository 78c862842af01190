import { HostError, type OpenLog } from '../../../host/host.ts'
import type { LogDirectory } from './log-directory.ts'
import type { RawLine } from './log-source.ts'
import { createPositions } from './position.ts'
import { readBackwards } from './read-backwards.ts'

interface Before {
  lines: RawLine[]
  older: boolean
}

type BeforeDeps = Pick<LogDirectory, 'list' | 'open'>

export interface BeforeStart {
  file: OpenLog
  modifiedAt: number
  end: number
}

/** Reads back from a place, and on in the files that were put aside before. Closes the file it is given. */
export async function readBefore(
  deps: BeforeDeps,
  start: BeforeStart,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<Before> {
  let lines: RawLine[] = []
  let present: BeforeStart | null = start
  while (present !== null) {
    const { file, modifiedAt, end } = present
    try {
      const positions = createPositions(file, modifiedAt)
      const wish = { end, count: count - lines.length, signal }
      const read = await readBackwards(file, positions, wish)
      lines = [...read.lines, ...lines]
      if (read.start > 0) return { lines, older: true }
    } finally {
      await file.close()
    }
    const older: BeforeStart | null = await openOlder(deps, file.inode)
    if (lines.length >= count) {
      await older?.file.close()
      return { lines, older: older !== null }
    }
    present = older
  }
  return { lines, older: false }
}

/** The newest file before this one that holds anything. What may not be read ends the log. */
async function openOlder({ open, list }: BeforeDeps, inode: number): Promise<BeforeStart | null> {
  const files = await list()
  const place = files.findIndex((file) => file.inode === inode)
  const older = files.slice(0, Math.max(0, place)).filter(({ size }) => size > 0)
  const next = older.at(-1)
  if (next === undefined) return null
  try {
    const file = await open(next)
    return file && { file, modifiedAt: next.modifiedAt, end: next.size }
  } catch (error) {
    if (error instanceof HostError) return null
    throw error
  }
}
