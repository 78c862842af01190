import { posix } from 'node:path'
import { type FileFacts, type Files, HostError, type LogFiles } from '../host.ts'
import { createChangeHints, createMemoryLogs } from './memory-logs.ts'

interface Entry {
  kind: FileFacts['kind']
  text: string
  bytes: number
  /** Whether `bytes` was told, not measured. */
  declared: boolean
  uid: number
  mode: number
  modifiedAt: number
  inode: number
  /** Where a symlink points. */
  target: string
}

export interface WriteOptions {
  uid: number
  mode?: number
  /** Modification time, ms since 1970. */
  at: number
  /** Size that the file tells, where its text only stands for something larger. */
  bytes?: number
  /** Default: the next free one, or that of the file before. */
  inode?: number
}

export type EntryKind = FileFacts['kind']

/** A file system in memory: what the agent sees of it (`files`), and the hands that change it. */
export interface MemoryFiles {
  readonly files: Files
  readonly logs: LogFiles
  write(path: string, text: string, options: WriteOptions): void
  append(path: string, text: string, options: WriteOptions): void
  makeDirectory(path: string, options: WriteOptions): void
  link(path: string, target: string, options: WriteOptions): void
  /** Moves a file or a tree onto whatever is there; nothing happens when it is not there. */
  rename(from: string, to: string): void
  /** Changes who owns it and what its mode is. */
  change(path: string, options: { uid?: number; mode?: number }): void
  /** Removes it with everything below it. */
  remove(path: string): void
  /** The text of a file, for the simulated programs; null when there is none. */
  read(path: string): string | null
  size(path: string): number
  /** What is at a path whose last part is not followed; null when there is nothing. */
  kind(path: string): EntryKind | null
  /** Owner and mode of what is at a path; -1 and 0 when there is nothing. */
  uid(path: string): number
  mode(path: string): number
  /** The canonical path, symlinks resolved; null when there is none. */
  resolve(path: string): string | null
  /** Paths of everything below, the path itself first. */
  below(path: string): string[]
  /** What the files with a told size take together. */
  declaredBytes(): number
}

export function createMemoryFiles(): MemoryFiles {
  const entries = new Map<string, Entry>()
  const changes = createChangeHints()
  let inodes = 131_072
  const put = (path: string, kind: Entry['kind'], text: string, options: WriteOptions & { target?: string }) => {
    makeParents(path, options)
    const before = entries.get(path)
    const entry = {
      kind,
      text,
      bytes: options.bytes ?? Buffer.byteLength(text),
      declared: options.bytes !== undefined,
      uid: options.uid,
      mode: options.mode ?? before?.mode ?? 0o600,
      modifiedAt: options.at,
      inode: options.inode ?? (before?.kind === kind ? before.inode : inodes++),
      target: options.target ?? '',
    }
    // Whoever has the file open reads what is written into it, as long as it is the same file.
    if (before?.inode === entry.inode) Object.assign(before, entry)
    else entries.set(path, entry)
    changes.tell(path)
  }
  const makeParents = (path: string, { uid, at }: WriteOptions) => {
    const parent = posix.dirname(path)
    if (parent === path || entries.has(parent)) return
    put(parent, 'directory', '', { uid, mode: 0o700, at })
  }
  const resolve = (path: string, hops = 0): string | null => {
    if (hops > 40) return null
    let walked = '/'
    for (const part of path.split('/').filter(Boolean)) {
      const next = posix.join(walked, part)
      const entry = entries.get(next)
      if (entry === undefined) return null
      const target = entry.kind === 'symlink' ? resolve(posix.resolve(walked, entry.target), hops + 1) : next
      if (target === null) return null
      walked = target
    }
    return walked
  }
  const below = (path: string) => [...entries.keys()].filter((name) => name === path || name.startsWith(`${path}/`))

  /** Where a path leads when only its last part is not followed, as lstat looks. */
  const placeOf = (path: string): string | null => {
    const folder = path === '/' ? '/' : resolve(posix.dirname(path))
    return folder === null ? null : posix.join(folder, posix.basename(path))
  }
  const entryAt = (path: string): Entry | undefined => entries.get(placeOf(path) ?? '')

  const files: Files = {
    async facts(path) {
      const entry = entryAt(path)
      if (entry === undefined) return null
      const { kind, bytes, uid, mode, modifiedAt, inode } = entry
      return { kind, size: bytes, uid, mode, modifiedAt, inode }
    },
    async readText(path, { ownerUid, maxBytes, fromEnd }) {
      const entry = entryAt(path)
      if (entry === undefined) return null
      if (entry.kind !== 'file') throw new HostError('unsafe', `${path} is not a regular file`)
      if (entry.uid !== ownerUid) throw new HostError('unsafe', `${path} belongs to user ${entry.uid}, not ${ownerUid}`)
      if (placeOf(path) !== path) throw new HostError('unsafe', `${path} leads to ${placeOf(path)}`)
      if (entry.bytes <= maxBytes) return entry.text
      if (!fromEnd) throw new HostError('too_large', `${path} is larger than ${maxBytes} bytes`)
      return Buffer.from(entry.text).subarray(-maxBytes).toString('utf8')
    },
    async list(path) {
      const folder = resolve(path)
      if (folder === null) return []
      const start = folder === '/' ? '/' : `${folder}/`
      return [...entries.keys()]
        .filter(
          (name) => name.startsWith(start) && name.length > start.length && !name.slice(start.length).includes('/'),
        )
        .map((name) => name.slice(start.length))
        .sort()
        .slice(0, 10_000)
    },
    resolve: async (path) => resolve(path),
  }
  return {
    files,
    logs: createMemoryLogs({ files, entryAt, resolve, changes }),
    write: (path, text, options) => put(path, 'file', text, options),
    append(path, text, options) {
      const entry = entries.get(path)
      if (entry?.kind !== 'file') return put(path, 'file', text, options)
      entry.text += text
      entry.bytes += Buffer.byteLength(text)
      entry.modifiedAt = options.at
      changes.tell(path)
    },
    makeDirectory: (path, options) => put(path, 'directory', '', options),
    link: (path, target, options) => put(path, 'symlink', '', { ...options, mode: 0o777, target }),
    rename(from, to) {
      const moved = below(from).map((name) => [name, entries.get(name)] as const)
      if (moved.length === 0) return
      for (const name of [...below(to), ...moved.map(([name]) => name)]) entries.delete(name)
      for (const [name, entry] of moved) if (entry !== undefined) entries.set(`${to}${name.slice(from.length)}`, entry)
      changes.tell(from)
      changes.tell(to)
    },
    change(path, { uid, mode }) {
      const entry = entries.get(path)
      if (entry === undefined) return
      entry.uid = uid ?? entry.uid
      entry.mode = mode ?? entry.mode
    },
    remove(path) {
      for (const name of below(path)) entries.delete(name)
      changes.tell(path)
    },
    read: (path) => entries.get(path)?.text ?? null,
    size: (path) => entries.get(path)?.bytes ?? 0,
    kind: (path) => entryAt(path)?.kind ?? null,
    uid: (path) => entryAt(path)?.uid ?? -1,
    mode: (path) => entryAt(path)?.mode ?? 0,
    resolve: (path) => resolve(path),
    below: (path) => below(path).sort(),
    declaredBytes: () => [...entries.values()].reduce((sum, { declared, bytes }) => sum + (declared ? bytes : 0), 0),
  }
}
