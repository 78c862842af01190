import {
  close,
  closeSync,
  constants,
  fchmodSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  write,
  writeSync,
} from 'node:fs'
import { promisify } from 'node:util'

/** The few calls on which the log's promise rests. A test hands in a disk that fills up. */
export interface Disk {
  /** Opens a file for appending, and makes it, mode 0600, when there is none. Never through a symlink. */
  open(path: string): OpenFile
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): void
}

export interface OpenFile {
  /** Writes everything and resolves once it is durable. */
  append(bytes: Uint8Array): Promise<void>
  /** The same, while the program waits: a fast disk is done sooner than a thread is woken. */
  appendNow(bytes: Uint8Array): void
  truncate(size: number): void
  /** What the file system says; `links` is 0 once the file was deleted. */
  state(): { size: number; links: number }
  close(): Promise<void>
}

/** The log's file is not an ordinary file of this user. */
export class ForeignFileError extends Error {}

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
const writeSome = promisify(write)
const syncData = promisify(fdatasync)
const closeFile = promisify(close)

export function createRealDisk(): Disk {
  return {
    open: openForAppending,
    syncDirectory(path) {
      const folder = openSync(path, 'r')
      try {
        fsyncSync(folder)
      } finally {
        closeSync(folder)
      }
    },
  }
}

function openForAppending(path: string): OpenFile {
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    refuseForeign(file)
  } catch (error) {
    closeSync(file)
    throw error
  }
  return {
    async append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await writeSome(file, bytes, done)
        done += bytesWritten
      }
      await syncData(file)
    },
    appendNow(bytes) {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
      fdatasyncSync(file)
    },
    truncate(size) {
      ftruncateSync(file, size)
      fdatasyncSync(file)
    },
    state() {
      const { size, nlink } = fstatSync(file)
      return { size, links: nlink }
    },
    close: () => closeFile(file),
  }
}

function refuseForeign(file: number): void {
  const { uid, mode, nlink } = fstatSync(file)
  const own = process.getuid?.()
  if ((mode & constants.S_IFMT) !== constants.S_IFREG || nlink !== 1 || (own !== undefined && uid !== own)) {
    throw new ForeignFileError('A file of the audit log is not an ordinary file of this user alone.')
  }
  if ((mode & 0o077) !== 0) fchmodSync(file, 0o600)
}
