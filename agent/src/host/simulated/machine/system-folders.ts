import type { MemoryFiles } from '../memory-files.ts'

/** Folders that every system has, with their modes. */
const folders: [path: string, mode: number][] = [
  ['/etc', 0o755],
  ['/etc/systemd', 0o755],
  ['/etc/systemd/system', 0o755],
  ['/opt', 0o755],
  ['/root', 0o700],
  ['/run', 0o755],
  ['/run/systemd', 0o755],
  ['/run/systemd/system', 0o755],
  ['/tmp', 0o1777],
  ['/usr', 0o755],
  ['/usr/bin', 0o755],
  ['/var', 0o755],
  ['/var/lib', 0o755],
]

/** Lays them out below what is there; their inodes are the first ones, as on a disk that was made with them. */
export function layOutSystem(disk: MemoryFiles, at: number): void {
  for (const path of ['/', '/home']) disk.change(path, { uid: 0, mode: 0o755 })
  for (const [index, [path, mode]] of folders.entries())
    disk.makeDirectory(path, { uid: 0, mode, at, inode: 12 + index })
  disk.makeDirectory('/var/lib/moltbot-ops', { uid: 990, mode: 0o700, at, inode: 12 + folders.length })
}
