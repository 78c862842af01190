import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from '../build-console.ts'
import { repositoryRoot } from '../repository.ts'
import { type ArchiveFile, archive } from './archive.ts'
import { bundleProduct } from './bundle.ts'
import { fileAt, filesUnder, keychainFiles } from './product-files.ts'

export interface PackedProduct {
  file: string
  sha256: string
  bytes: number
}

/** One archive of agent, console and command line that needs Node and nothing else. */
export async function packProduct(outDir: string): Promise<PackedProduct> {
  const { version, engines } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
  await buildConsole(() => undefined)
  const manifest = {
    name: 'moltbot-ops',
    version,
    license: 'Apache-2.0',
    type: 'module',
    engines,
    bin: 'bin/moltbot-ops.js',
  }
  const name = `moltbot-ops-${version}`
  const packed = await archive(name, [
    { path: 'bin/moltbot-ops.js', bytes: await bundleProduct(), executable: true },
    { path: 'package.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), executable: false },
    ...withoutStamp(filesUnder('web/dist', 'console')),
    ...fileAt('api/openapi.yaml'),
    ...filesUnder('runbooks', 'runbooks'),
    ...['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md'].flatMap((file) => fileAt(file)),
    ...keychainFiles(),
  ])
  const file = join(outDir, `${name}.tar.gz`)
  mkdirSync(outDir, { recursive: true })
  writeFileSync(file, packed)
  return { file, sha256: createHash('sha256').update(packed).digest('hex'), bytes: packed.length }
}

function withoutStamp(files: ArchiveFile[]): ArchiveFile[] {
  return files.filter(({ path }) => !path.endsWith('.built-from'))
}

if (import.meta.main) {
  const { file, sha256, bytes } = await packProduct(join(repositoryRoot, 'dist'))
  console.log(`${sha256}  ${file} (${(bytes / 1e6).toFixed(1)} MB)`)
}
