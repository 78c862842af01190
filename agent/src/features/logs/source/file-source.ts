import type { Clock } from '../../../core/clock.ts'
import { HostError } from '../../../host/host.ts'
import { findStart, unreadable } from './find-place.ts'
import { followFiles } from './follow-files.ts'
import { lineText } from './line-text.ts'
import { createLogDirectory, type LogDirectory, type LogDirectoryDeps } from './log-directory.ts'
import type { LogSource, SourceFacts } from './log-source.ts'
import { bytesAt } from './position.ts'
import { readAfter } from './read-after.ts'
import { readBefore } from './read-before.ts'

export interface FileSourceDeps extends LogDirectoryDeps {
  clock: Clock
}

/**
 * MoltBot's own log file, with the files that were put aside. `before` and `after` throw `HostError` when nothing of it may
 * be read, and give fewer lines than asked for where they hold more than 16 MiB.
 */
export function createFileSource(deps: FileSourceDeps): LogSource {
  const { clock } = deps
  const directory = createLogDirectory(deps)
  return {
    id: 'file',
    kind: 'file',
    title: 'Log file of MoltBot',
    facts: () => factsOf(directory),
    async before(position, count, signal) {
      const { file, modifiedAt, offset } = await findStart(directory, position, clock)
      if (file === null) return { lines: [], older: false }
      return readBefore(directory, { file, modifiedAt, end: offset }, { count, signal })
    },
    async after(position, count, signal) {
      try {
        const start = await findStart(directory, position, clock)
        return await readAfter({ directory, now: clock.now }, start, { count, signal })
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        return { chunks: [{ kind: 'gap', gap: unreadable(error), position }], more: false }
      }
    },
    follow: (position, signal) => followFiles({ directory, clock, signal }, position),
  }
}

async function factsOf(directory: LogDirectory): Promise<SourceFacts> {
  const missing = { available: false, sizeBytes: null, files: null, oldestAt: null, newestAt: null }
  try {
    const list = await directory.list()
    const [oldest] = list
    const newest = list.at(-1)
    if (oldest === undefined || newest === undefined) return { ...missing, reason: 'There is no log file yet.' }
    await (await directory.open(newest))?.close()
    return {
      available: true,
      reason: null,
      sizeBytes: list.reduce((sum, { size }) => sum + size, 0),
      files: list.length,
      oldestAt: await beginOf(directory, oldest),
      newestAt: newest.modifiedAt,
    }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { ...missing, reason: error.message }
  }
}

/** When the first line of a file was written, as it says itself; null where it does not. */
async function beginOf(directory: LogDirectory, seen: { path: string; inode: number }): Promise<number | null> {
  const file = await directory.open(seen)
  if (file === null) return null
  try {
    const bytes = await bytesAt(file, 0, 4096)
    const { text } = lineText(bytes, bytes.length)
    const time = Date.parse(/"time":"([^"]{1,40})"/.exec(text)?.[1] ?? '')
    return Number.isNaN(time) ? null : time
  } finally {
    await file.close()
  }
}
