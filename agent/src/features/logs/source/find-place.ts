import type { Clock } from '../../../core/clock.ts'
import { HostError, type OpenLog } from '../../../host/host.ts'
import { finishedEnd } from './finished-end.ts'
import type { LoggedFile } from './list-log-files.ts'
import type { LogDirectory } from './log-directory.ts'
import type { SourceGap } from './log-source.ts'
import { beginning, holdsPlace, type Place, parsePosition } from './position.ts'

/** Where reading goes on: in `file`, or nowhere yet where there is none. A gap says that it is not where it was asked for. */
export interface Start {
  file: OpenLog | null
  path: string
  offset: number
  modifiedAt: number
  gap: SourceGap | null
}

type Opening = Pick<LogDirectory, 'open'>

/** How often files may be put aside while they are looked through. */
const mostTries = 5

/**
 * Where a position stands: `beginning` before everything, null after all that is finished, and so does one that is none of
 * a file source, with a gap. Who asked closes the file.
 * @throws HostError when the newest file may not be read
 */
export async function findStart(
  directory: Pick<LogDirectory, 'list' | 'open'>,
  position: string | null,
  clock: Pick<Clock, 'now'>,
): Promise<Start> {
  const place = position === null ? null : parsePosition(position)
  for (let tries = 0; tries < mostTries; tries++) {
    const list = await directory.list()
    const newest = list.at(-1)
    if (newest === undefined) return nowhere(position, place)
    if (position === beginning) return (await openFirst(directory, list)) ?? nowhere(position, place)
    if (place !== null) {
      const start = await findPlace(directory, list, place)
      if (start !== null) return start
      continue
    }
    const start = await startAtEnd(directory, newest, clock)
    if (start !== null) return { ...start, gap: position === null ? null : gaps.unknown }
  }
  throw new HostError('failed', 'The files of the log are put aside all the time')
}

function nowhere(position: string | null, place: Place | null): Start {
  const gap = position === null || position === beginning ? null : place === null ? gaps.unknown : gaps.rotatedAway
  return { file: null, path: '', offset: 0, modifiedAt: 0, gap }
}

/** Null where the file that comes after a place that is lost was put aside in this moment. */
async function findPlace(directory: Opening, list: readonly LoggedFile[], place: Place): Promise<Start | null> {
  const here = list.filter(({ inode }) => inode === place.inode)
  try {
    const found = await openWithPlace(directory, [...here, ...copiesIn(list, place)], place)
    return found ?? (await openAfterLoss(directory, list, place))
  } catch (error) {
    const newest = list.at(-1)
    if (!(error instanceof HostError) || newest === undefined) throw error
    await (await directory.open(newest))?.close()
    const start = await openAfterLoss(directory, list, place)
    return start && { ...start, gap: unreadable(error) }
  }
}

/** Other files that may be a copy of the one with the place, the newest first. */
export function copiesIn(list: readonly LoggedFile[], { inode }: Place): LoggedFile[] {
  return list.filter((file) => file.inode !== inode).reverse()
}

/** The first of these files that holds a place; null when none does. @throws HostError when one may not be read and none does */
export async function openWithPlace(
  directory: Opening,
  files: readonly LoggedFile[],
  place: Place,
): Promise<Start | null> {
  let refused: HostError | null = null
  for (const seen of files) {
    try {
      const file = await directory.open(seen)
      if (file === null) continue
      if (await holds(file, place)) {
        return { file, path: seen.path, offset: place.offset, modifiedAt: place.modifiedAt, gap: null }
      }
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      refused ??= error
    }
  }
  if (refused !== null) throw refused
  return null
}

/** Leaves the file open only when it does. */
async function holds(file: OpenLog, place: Place): Promise<boolean> {
  let found = false
  try {
    found = await holdsPlace(file, place)
    return found
  } finally {
    if (!found) await file.close()
  }
}

/** Nothing that was written before the place is told again, as far as the times of the files tell. */
async function openAfterLoss(directory: Opening, list: readonly LoggedFile[], place: Place): Promise<Start | null> {
  const newest = list.at(-1)
  const isCut = newest !== undefined && newest.inode === place.inode
  const later = isCut ? [newest] : list.filter(({ modifiedAt }) => modifiedAt > place.modifiedAt)
  const next = await openFirst(directory, later.length > 0 ? later : list.slice(-1))
  return next && { ...next, gap: next.gap ?? (isCut ? gaps.truncated : gaps.rotatedAway) }
}

/**
 * The beginning of the first of these files that may be read, oldest first, with a gap for one that may not. Null when
 * there is none, or another file has its name by now.
 * @throws HostError when the last may not be read either
 */
export async function openFirst(
  directory: Opening,
  files: readonly LoggedFile[],
): Promise<(Start & { file: OpenLog }) | null> {
  let gap: SourceGap | null = null
  for (const seen of files) {
    try {
      const file = await directory.open(seen)
      return file && { file, path: seen.path, offset: 0, modifiedAt: seen.modifiedAt, gap }
    } catch (error) {
      if (!(error instanceof HostError) || seen === files.at(-1)) throw error
      gap = unreadable(error)
    }
  }
  return null
}

/** The end of what is finished in a file; null when it is another one by now. Who asked closes it. @throws HostError */
async function startAtEnd(
  directory: Opening,
  seen: Pick<LoggedFile, 'path' | 'inode'>,
  clock: Pick<Clock, 'now'>,
): Promise<Start | null> {
  const file = await directory.open(seen)
  if (file === null) return null
  try {
    const facts = await file.facts()
    const offset = await finishedEnd(file, { ...facts, now: clock.now() })
    return { file, path: seen.path, offset, modifiedAt: facts.modifiedAt, gap: null }
  } catch (error) {
    await file.close()
    throw error
  }
}

export const gaps = {
  unknown: {
    lost: null,
    reason: 'cursor_unknown',
    message: 'The place to continue from is none of this log. It goes on with what is new.',
  },
  rotatedAway: {
    lost: null,
    reason: 'rotated_away',
    message: 'A file of the log was deleted, perhaps with others that came after it. It goes on with what is left.',
  },
  truncated: {
    lost: null,
    reason: 'truncated',
    message: 'The log was cut or written anew while it was read. What was written just before may be missing.',
  },
} as const satisfies Record<string, SourceGap>

export function unreadable({ message }: HostError): SourceGap {
  return { lost: null, reason: 'unreadable', message: `The log cannot be read for now: ${message}.` }
}
