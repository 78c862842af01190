import { posix } from 'node:path'
import { type FileFacts, type Files, HostError, type LogFiles } from '../host.ts'

/** What a file in memory shows to somebody who has it open. */
interface OpenEntry {
  readonly kind: FileFacts['kind']
  readonly text: string
  readonly uid: number
  readonly modifiedAt: number
  readonly inode: number
}

/** Tells who watches a folder that something directly in it changed. */
export interface ChangeHints {
  tell(path: string): void
  watch(folder: string, changed: (name: string) => void): { close(): void }
}

export function createChangeHints(): ChangeHints {
  const watchers = new Set<{ folder: string; changed: (name: string) => void }>()
  return {
    tell(path) {
      const folder = posix.dirname(path)
      for (const watcher of watchers) if (watcher.folder === folder) watcher.changed(posix.basename(path))
    },
    watch(folder, changed) {
      const watcher = { folder, changed }
      watchers.add(watcher)
      return { close: () => void watchers.delete(watcher) }
    },
  }
}

export interface MemoryLogsDeps {
  files: Files
  entryAt(path: string): OpenEntry | undefined
  resolve(path: string): string | null
  changes: ChangeHints
}

/** Logs of the file system in memory, under the same rules as its other files. */
export function createMemoryLogs({ files, entryAt, resolve, changes }: MemoryLogsDeps): LogFiles {
  return {
    async open(path, { ownerUid }) {
      const entry = entryAt(path)
      if (entry === undefined) return null
      if (entry.kind !== 'file') throw new HostError('unsafe', `${path} is not a regular file`)
      if (entry.uid !== ownerUid) throw new HostError('unsafe', `${path} belongs to user ${entry.uid}, not ${ownerUid}`)
      if (resolve(path) !== path) throw new HostError('unsafe', `${path} leads to ${resolve(path)}`)
      const bytes = createBytesOf()
      const read = async (target: Buffer, offset: number) => bytes(entry.text).subarray(offset).copy(target)
      return {
        inode: entry.inode,
        facts: async () => ({ size: bytes(entry.text).length, modifiedAt: entry.modifiedAt }),
        read,
        readFresh: read,
        close: async () => undefined,
      }
    },
    async names(folder, prefix) {
      return (await files.list(folder)).filter((name) => name.startsWith(prefix))
    },
    watch: (folder, changed) => changes.watch(folder, changed),
  }
}

/** The text as bytes, made once for each state of it. */
function createBytesOf(): (text: string) => Buffer {
  let known = { text: '', bytes: Buffer.alloc(0) }
  return (text) => {
    if (known.text !== text) known = { text, bytes: Buffer.from(text) }
    return known.bytes
  }
}
