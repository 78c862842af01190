import { createHash } from 'node:crypto'

/** One file of a release, as the list that lies beside them names it. */
export interface ReleaseFile {
  path: string
  sha256: string
  executable: boolean
}

/** Name of the list in the folder of a release. It does not list itself. */
export const releaseList = 'release-files.json'

export function listRelease(files: readonly { path: string; bytes: Buffer; executable: boolean }[]): Buffer {
  const listed: ReleaseFile[] = files.map(({ path, bytes, executable }) => ({
    path,
    sha256: digestOf(bytes),
    executable,
  }))
  const sorted = listed.sort((one, other) => (one.path < other.path ? -1 : 1))
  return Buffer.from(`${JSON.stringify({ files: sorted }, null, 1)}\n`)
}

/** @throws SyntaxError, TypeError for a list that is none */
export function readReleaseList(text: string): ReleaseFile[] {
  const { files } = JSON.parse(text)
  if (!Array.isArray(files) || files.length === 0) throw new TypeError('no list of files')
  return files.map((file: unknown) => {
    if (!isListed(file)) throw new TypeError('a file without its path and digest')
    return file
  })
}

/** No path may lead out of the folder of the release. */
function isListed(file: unknown): file is ReleaseFile {
  if (typeof file !== 'object' || file === null) return false
  const { path, sha256, executable } = file as Partial<ReleaseFile>
  const isInside = typeof path === 'string' && !path.startsWith('/') && !path.split('/').includes('..')
  return isInside && typeof sha256 === 'string' && typeof executable === 'boolean'
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
