import { type FSWatcher, readSync, watch } from 'node:fs'
import { type FileHandle, opendir, statfs } from 'node:fs/promises'
import { HostError, type LogFiles, type OpenLog } from '../host.ts'
import { type BoundedWork, createBoundedWork } from './deadline.ts'
import { openOwned } from './owned-files.ts'
import { hostError, isMissing } from './system-error.ts'

const deadlineMs = 3000
const mostSeen = 50_000
const mostNames = 20_000

/** Log files of an installation that somebody else may own, proven as owned files are. */
export function createLogFiles(inTime: BoundedWork = createBoundedWork()): LogFiles {
  const bounded = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    inTime(what, deadlineMs, work).catch((error: unknown) => {
      throw hostError(what, error)
    })
  return {
    async open(path, { ownerUid }) {
      let late = false
      const opening = async (): Promise<OpenLog | null> => {
        try {
          const { handle, inode } = await openOwned(path, ownerUid).catch((error: unknown) => {
            // A file that is put aside between being opened and being proven seems to lie elsewhere.
            if (error instanceof HostError && error.reason === 'unsafe') return openOwned(path, ownerUid)
            throw error
          })
          // Nobody waits for it any more, so nobody would close it.
          if (late) await handle.close()
          return openLog(handle, inode, path, bounded)
        } catch (error) {
          if (isMissing(error)) return null
          throw error
        }
      }
      return bounded(`Opening ${path}`, opening).catch((error: unknown) => {
        late = true
        throw error
      })
    },
    names: (folder, prefix) => bounded(`Listing ${folder}`, () => namesIn(folder, prefix)),
    watch: watchFolder,
  }
}

type Bounded = <T>(what: string, work: () => Promise<T>) => Promise<T>

function openLog(handle: FileHandle, inode: number, path: string, bounded: Bounded): OpenLog {
  const what = `Reading ${path}`
  let isLocal: boolean | null = null
  return {
    inode,
    facts: () =>
      bounded(what, async () => {
        const { size, mtimeMs } = await handle.stat()
        return { size, modifiedAt: Math.trunc(mtimeMs) }
      }),
    read: (target, offset) => bounded(what, () => readFully(handle, target, offset)),
    async readFresh(target, offset) {
      isLocal ??= await bounded(what, () => liesOnLocalDisk(handle))
      if (!isLocal) return bounded(what, async () => (await handle.read(target, 0, target.length, offset)).bytesRead)
      try {
        return readSync(handle.fd, target, 0, target.length, offset)
      } catch (error) {
        throw hostError(what, error)
      }
    },
    close: () => handle.close(),
  }
}

/** ext2 to ext4, XFS, Btrfs, tmpfs, F2FS, ZFS: as statfs(2) names them. */
const localDisks = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994, 0xf2f52010, 0x2fc12fc1])

/** Others may hang for as long as a server, or a program of MoltBot's own, likes. */
async function liesOnLocalDisk(handle: FileHandle): Promise<boolean> {
  if (process.platform !== 'linux') return false
  return localDisks.has((await statfs(`/proc/self/fd/${handle.fd}`)).type)
}

/** The system may give less than was asked for before the end of a file. */
async function readFully(handle: FileHandle, target: Buffer, offset: number): Promise<number> {
  let total = 0
  while (total < target.length) {
    const { bytesRead } = await handle.read(target, total, target.length - total, offset + total)
    if (bytesRead === 0) break
    total += bytesRead
  }
  return total
}

async function namesIn(folder: string, prefix: string): Promise<string[]> {
  const names: string[] = []
  let seen = 0
  try {
    for await (const { name } of await opendir(folder, { bufferSize: 512 })) {
      if (name.startsWith(prefix)) names.push(name)
      seen += 1
      if (seen >= mostSeen || names.length >= mostNames) break
    }
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  return names
}

/** A folder that is not there, or a machine that has no watch to give, gives no hints. */
function watchFolder(folder: string, changed: (name: string | null) => void): { close(): void } {
  let watcher: FSWatcher | null = null
  const close = () => {
    watcher?.close()
    watcher = null
  }
  try {
    watcher = watch(folder, { persistent: false }, (_event, name) => changed(name))
    watcher.on('error', () => {
      close()
      changed(null)
    })
  } catch {
    close()
  }
  return { close }
}
