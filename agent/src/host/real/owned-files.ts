import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, readlink, realpath } from 'node:fs/promises'
import { type FileFacts, type Files, HostError } from '../host.ts'
import { type BoundedWork, createBoundedWork } from './deadline.ts'
import { codeOf, hostError, isMissing } from './system-error.ts'

const deadlineMs = 3000
const maxNames = 10_000

interface ReadOptions {
  ownerUid: number
  maxBytes: number
  fromEnd?: boolean
}

/**
 * Files of an installation that somebody else owns. Every proof is made on the open descriptor, because between a check
 * of a path and its use the owner can put another file there.
 */
export function createOwnedFiles(inTime: BoundedWork = createBoundedWork()): Files {
  const bounded = <T>(what: string, work: () => Promise<T>, missing: T): Promise<T> =>
    inTime(what, deadlineMs, work).catch((error: unknown) => {
      if (isMissing(error)) return missing
      throw hostError(what, error)
    })
  return {
    facts: (path) => bounded(`Looking at ${path}`, () => factsOf(path), null),
    readText: (path, options) => bounded(`Reading ${path}`, () => readOwned(path, options), null),
    list: (path) => bounded(`Listing ${path}`, () => namesIn(path), []),
    resolve: (path) => bounded(`Resolving ${path}`, () => realpath(path), null),
  }
}

async function factsOf(path: string): Promise<FileFacts> {
  const stat = await lstat(path)
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'symlink' : 'other'
  return {
    kind,
    size: stat.size,
    uid: stat.uid,
    mode: stat.mode & 0o7777,
    modifiedAt: Math.trunc(stat.mtimeMs),
    inode: stat.ino,
  }
}

async function namesIn(path: string): Promise<string[]> {
  const names = await readdir(path)
  return names.sort().slice(0, maxNames)
}

async function readOwned(path: string, options: ReadOptions): Promise<string> {
  const { maxBytes, fromEnd } = options
  const { handle, size } = await openOwned(path, options.ownerUid)
  try {
    if (size > maxBytes && !fromEnd) throw new HostError('too_large', `${path} is larger than ${maxBytes} bytes`)
    const start = fromEnd ? Math.max(0, size - maxBytes) : 0
    return await readFrom(handle, start, options)
  } finally {
    await handle.close()
  }
}

export interface OwnedFile {
  handle: FileHandle
  size: number
  inode: number
}

/**
 * Opens a regular file of `ownerUid` for reading; whoever asked closes it. `path` must be canonical.
 * @throws HostError unsafe; the system's own errors where it cannot be opened
 */
export async function openOwned(path: string, ownerUid: number): Promise<OwnedFile> {
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error) => {
    if (codeOf(error) === 'ELOOP') throw new HostError('unsafe', `${path} is a symbolic link`, error)
    throw error
  })
  try {
    return { handle, ...(await proven(handle, path, ownerUid)) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function proven(handle: FileHandle, path: string, ownerUid: number): Promise<{ size: number; inode: number }> {
  const stat = await handle.stat()
  if (!stat.isFile()) throw new HostError('unsafe', `${path} is not a regular file`)
  if (stat.uid !== ownerUid) throw new HostError('unsafe', `${path} belongs to user ${stat.uid}, not ${ownerUid}`)
  const place = await placeOf(handle.fd, path)
  if (place !== path) throw new HostError('unsafe', `${path} leads to ${place}`)
  return { size: stat.size, inode: stat.ino }
}

/** Where the descriptor really lies: a folder on the way may be a symlink, which O_NOFOLLOW does not notice. */
async function placeOf(descriptor: number, path: string): Promise<string> {
  // macOS has no such link. There the path is resolved again, which an owner who swaps folders in that instant can cheat.
  return process.platform === 'linux' ? readlink(`/proc/self/fd/${descriptor}`) : realpath(path)
}

/** Reads at most `maxBytes` (and notices more, when the file grew since it was looked at). */
async function readFrom(handle: FileHandle, start: number, { maxBytes, fromEnd }: ReadOptions): Promise<string> {
  const chunks: Buffer[] = []
  let total = 0
  while (total <= maxBytes) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(65_536, maxBytes + 1 - total)), {
      position: start + total,
    })
    if (bytesRead === 0) break
    chunks.push(buffer.subarray(0, bytesRead))
    total += bytesRead
  }
  if (total > maxBytes && !fromEnd) throw new HostError('too_large', `The file grew over ${maxBytes} bytes`)
  return Buffer.concat(chunks, Math.min(total, maxBytes)).toString('utf8')
}
