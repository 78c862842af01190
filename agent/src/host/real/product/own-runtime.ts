import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Libc, OwnRuntime, Upload } from '../../../core/own-product.ts'
import { digestOf } from './release-list.ts'

/** A Node is about 120 MB; something much larger is none. */
const largestProgram = 512 * 1024 * 1024

/** The Node at `path`, which is the one of this process. */
export function createOwnRuntime(path: string): () => Promise<OwnRuntime> {
  let known: Promise<OwnRuntime> | undefined
  return async () => {
    known ??= describe(path)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

async function describe(path: string): Promise<OwnRuntime> {
  const { platform, arch, versions } = process
  return {
    version: versions.node,
    platform,
    arch,
    libc: ownLibc(),
    sha256: await digestOfFile(path),
    packed: () => pack(path),
  }
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { end: largestProgram }), hash)
  return hash.digest('hex')
}

/** In memory, because the folder of the agent may be on a full disk; about 45 MB, for as long as the upload takes. */
async function pack(path: string): Promise<Upload> {
  const chunks: Buffer[] = []
  await pipeline(createReadStream(path, { end: largestProgram }), createGzip({ level: 6 }), async (packed) => {
    for await (const chunk of packed) chunks.push(chunk)
  })
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
