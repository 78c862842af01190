import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Libc, type OwnRuntime, runtimeList, type Upload } from '../../../core/own-product.ts'
import { digestOf } from './release-list.ts'

export interface OwnRuntimeDeps {
  /** The Node of this process. */
  node: string
  /** npm's own script, `…/npm/bin/npm-cli.js`; null where there is no npm. */
  npm(): Promise<string | null>
}

interface RuntimeFile {
  /** Below the folder of the runtime: where Node's own archives have it, so that npm is found beside Node. */
  path: string
  source: string
  bytes: number
  sha256: string
}

/** Node is about 120 MB and npm 20; something much larger is neither. */
const mostBytes = 512 * 1024 * 1024
const mostFiles = 10_000
/** Of npm: nobody reads them there. */
const leftOut = new Set(['docs', 'man'])

export function createOwnRuntime(deps: OwnRuntimeDeps): () => Promise<OwnRuntime> {
  let known: Promise<OwnRuntime> | undefined
  return async () => {
    known ??= describe(deps)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

async function describe({ node, npm }: OwnRuntimeDeps): Promise<OwnRuntime> {
  const { platform, arch, versions } = process
  const script = await npm()
  const paths = [
    { path: 'bin/node', source: node },
    ...(script === null ? [] : await filesOf(dirname(dirname(script)), 'lib/node_modules/npm')),
  ]
  const files: RuntimeFile[] = []
  for (const file of paths) files.push({ ...file, ...(await measure(file.source)) })
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > mostBytes) throw new Error(`${node} and its npm have ${total} bytes, which cannot be`)
  const list = Buffer.from(files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
  return {
    ...{ version: versions.node, platform, arch, libc: ownLibc(), hasNpm: script !== null },
    sha256: digestOf(list),
    packed: () => pack(files, list),
  }
}

/** Regular files below a folder, in order; a link to another one is left out, npm needs none. */
async function filesOf(folder: string, as: string): Promise<Pick<RuntimeFile, 'path' | 'source'>[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !leftOut.has(path.split('/')[0] ?? '') && /^[\w@+ ./-]+$/.test(path))
  if (found.length > mostFiles) throw new Error(`${folder} has ${found.length} files, which cannot be npm`)
  return found.sort().map((path) => ({ path: `${as}/${path}`, source: join(folder, path) }))
}

async function measure(source: string): Promise<Pick<RuntimeFile, 'bytes' | 'sha256'>> {
  const { size } = await lstat(source)
  const hash = createHash('sha256')
  await pipeline(createReadStream(source, { end: mostBytes }), hash)
  return { bytes: size, sha256: hash.digest('hex') }
}

/** In memory, because the disk of the agent may be full; about 50 MB, for as long as the upload takes. */
async function pack(files: readonly RuntimeFile[], list: Buffer): Promise<Upload> {
  const { pack: createTar } = await import('tar-stream')
  const tar = createTar()
  const chunks: Buffer[] = []
  const packing = pipeline(tar, createGzip({ level: 6 }), async (packed) => {
    for await (const chunk of packed) chunks.push(chunk)
  })
  const header = { mtime: new Date(0), uid: 0, gid: 0, uname: 'root', gname: 'root' }
  const add = async () => {
    tar.entry({ ...header, name: `runtime/${runtimeList}`, mode: 0o644 }, list)
    for (const { path, source, bytes } of files) {
      const mode = path === 'bin/node' ? 0o755 : 0o644
      await pipeline(createReadStream(source), tar.entry({ ...header, name: `runtime/${path}`, mode, size: bytes }))
    }
    tar.finalize()
  }
  await Promise.all([packing, add()])
  const bytes = Buffer.concat(chunks)
  return {
    sha256: digestOf(bytes),
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}

/** Node's own report names the glibc that it runs on, and none on musl. */
function ownLibc(): Libc | null {
  if (process.platform !== 'linux') return null
  // Without this it asks the name service about every open connection.
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
    ? { name: 'musl', version: '' }
    : { name: 'glibc', version: header.glibcVersionRuntime }
}
