import { posix } from 'node:path'
import type { Owner, Place } from '../../effects.ts'
import { HostError } from '../../host.ts'
import type { MemoryFiles } from '../memory-files.ts'

/**
 * Folders on the way from the root to `path`, and the path itself, in this order.
 * @throws HostError unsafe when it does not lie inside, or the root is not the owner's
 */
export function proveEntry(disk: MemoryFiles, path: string, { root, owner }: Place): string[] {
  const names = path.startsWith(`${root}/`) ? path.slice(root.length + 1).split('/') : ['..']
  if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0')))
    throw new HostError('unsafe', `${path} does not lie inside ${root}`)
  proveFolder(disk, root, owner)
  return names.map((_, index) => posix.join(root, ...names.slice(0, index + 1)))
}

/** @throws HostError unsafe when it is not a folder of the owner or of root, failed when it is not there */
export function proveFolder(disk: MemoryFiles, path: string, owner: Owner): void {
  const kind = disk.kind(path)
  if (kind === null) throw new HostError('failed', `ENOENT: no such file or directory, ${path}`)
  if (kind !== 'directory') throw new HostError('unsafe', `${path} is not a directory`)
  if (disk.resolve(path) !== path) throw new HostError('unsafe', `${path} leads elsewhere`)
  const uid = disk.uid(path)
  if (uid !== owner.uid && uid !== 0) throw new HostError('unsafe', `${path} belongs to user ${uid}`)
}

/**
 * Proves that `owner` may change the folder that holds `path`.
 * @throws HostError unsafe, failed, denied
 */
export function proveParent(disk: MemoryFiles, path: string, place: Place): void {
  const folders = [place.root, ...proveEntry(disk, path, place).slice(0, -1)]
  for (const folder of folders) proveFolder(disk, folder, place.owner)
  const parent = folders.at(-1) ?? place.root
  const isOwn = disk.uid(parent) === place.owner.uid || place.owner.uid === 0
  const isOpen = (disk.mode(parent) & 0o002) !== 0
  if (!isOwn && !isOpen) throw new HostError('denied', `EACCES: permission denied, ${place.owner.name} in ${parent}`)
}

/**
 * Proves that a tree is the owner's to remove: it lies in a folder of theirs, or it belongs to them.
 * @throws HostError denied
 */
export function proveMayTake(disk: MemoryFiles, path: string, { uid, name }: Owner): void {
  if (uid === 0 || disk.uid(posix.dirname(path)) === uid || disk.uid(path) === uid) return
  throw new HostError('denied', `EACCES: permission denied, ${name} may not remove ${path}`)
}
