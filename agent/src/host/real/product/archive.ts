import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { pack } from 'tar-stream'

export interface ArchiveFile {
  path: string
  bytes: Buffer
  executable: boolean
}

/** A .tar.gz that is the same to the byte for the same files, whenever, wherever and by whomever it is made. */
export async function archive(folder: string, files: readonly ArchiveFile[]): Promise<Buffer> {
  if (files.length === 0) throw new Error('an archive of nothing')
  const tar = pack()
  const whole = buffer(tar)
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1))
  for (const { path, bytes, executable } of sorted) {
    const mode = executable ? 0o755 : 0o644
    tar.entry(
      { name: `${folder}/${path}`, mode, mtime: new Date(0), uid: 0, gid: 0, uname: 'root', gname: 'root' },
      bytes,
    )
  }
  tar.finalize()
  return promisify(gzip)(await whole, { level: 9 })
}
