import { posix } from 'node:path'
import type { Files, LogFiles } from '../../../host/host.ts'
import type { LogFamily, LogRank } from './log-family.ts'

/** A file of a log as a look at its path found it. */
export interface LoggedFile {
  path: string
  inode: number
  size: number
  /** Milliseconds since 1970. */
  modifiedAt: number
}

export interface ListDeps {
  files: Pick<Files, 'facts'>
  logFiles: Pick<LogFiles, 'names'>
}

/** MoltBot keeps five; a folder may hold any number. */
const mostFiles = 64
const mostLooks = 6

/** The files of a log, from the oldest to the newest; the newest 64 where there are more. */
export async function listLogFiles(deps: ListDeps, family: LogFamily): Promise<LoggedFile[]> {
  let found = await look(deps, family)
  // Files that are put aside during a look may be seen twice or not at all.
  for (let looks = 1; looks < mostLooks; looks++) {
    const again = await look(deps, family)
    if (isSame(found, again)) return again
    found = again
  }
  return found
}

async function look({ files, logFiles }: ListDeps, family: LogFamily): Promise<LoggedFile[]> {
  const names = new Set(await logFiles.names(family.folder, family.prefix))
  // A folder may hold more names than can be told.
  if (family.live !== null) names.add(posix.basename(family.live))
  const ranked = [...names]
    .flatMap((name) => {
      const rank = family.rank(name)
      return rank === null ? [] : [{ name, rank }]
    })
    .sort((one, other) => newestFirst(one.rank, other.rank) || (one.name < other.name ? -1 : 1))
    .slice(0, mostFiles)
  const found: LoggedFile[] = []
  for (const { name } of ranked) {
    const path = posix.join(family.folder, name)
    const facts = await files.facts(path)
    // What has the name of the log but is no file is not passed over: opening it says what is wrong.
    if (facts === null || (facts.kind !== 'file' && path !== family.live)) continue
    found.unshift({ path, inode: facts.inode, size: facts.size, modifiedAt: facts.modifiedAt })
  }
  return found
}

function newestFirst(one: LogRank, other: LogRank): number {
  if (one.day !== other.day) return one.day > other.day ? -1 : 1
  return one.number - other.number
}

function isSame(one: readonly LoggedFile[], other: readonly LoggedFile[]): boolean {
  const namesOf = (list: readonly LoggedFile[]) => list.map(({ path, inode }) => `${inode} ${path}`).join('\n')
  return namesOf(one) === namesOf(other) && new Set(one.map(({ inode }) => inode)).size === one.length
}
