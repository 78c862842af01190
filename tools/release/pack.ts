import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ArchiveFile, archive } from '../../agent/src/host/real/product/archive.ts'
import { listRelease, releaseList } from '../../agent/src/host/real/product/release-list.ts'
import { buildConsole } from '../build-console.ts'
import { repositoryRoot } from '../repository.ts'
import { bundleProduct, programText } from './bundle.ts'
import { fileAt, filesUnder, keychainFiles } from './product-files.ts'
import { bundleVerifier, verifierName, writeVerifier } from './verifier.ts'

export interface PackedProduct {
  file: string
  version: string
  sha256: string
  bytes: number
}

/** The archive has the folders of a checkout, so that the product finds its parts in the same places. */
const program = 'cli/bin/moltbot-ops.js'

/** One archive of agent, console and command line that needs Node and nothing else. */
export async function packProduct(outDir: string): Promise<PackedProduct> {
  const { version, engines } = JSON.parse(readText('package.json'))
  await buildConsole(() => undefined)
  const manifest = {
    name: 'moltbot-ops',
    version,
    license: 'Apache-2.0',
    type: 'module',
    engines,
    bin: program,
  }
  const name = `moltbot-ops-${version}`
  const files = [
    { path: program, bytes: Buffer.from(programText(readText(program))), executable: true },
    ...(await bundleProduct()),
    // Also by itself: whoever is given an export needs nothing else of the product.
    { path: verifierName, bytes: await bundleVerifier(), executable: true },
    { path: 'package.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), executable: false },
    ...withoutStamp(filesUnder('web/dist', 'web/dist')),
    ...fileAt('api/openapi.yaml'),
    ...filesUnder('runbooks', 'runbooks'),
    ...['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md'].flatMap((file) => fileAt(file)),
    ...keychainFiles(),
  ]
  // By the list a release can pack itself again, and notices a file that was changed.
  const list = { path: releaseList, bytes: listRelease(files), executable: false }
  const packed = await archive(name, [...files, list])
  const file = join(outDir, `${name}.tar.gz`)
  mkdirSync(outDir, { recursive: true })
  writeFileSync(file, packed)
  return { file, version, sha256: createHash('sha256').update(packed).digest('hex'), bytes: packed.length }
}

function readText(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8')
}

function withoutStamp(files: ArchiveFile[]): ArchiveFile[] {
  return files.filter(({ path }) => !path.endsWith('.built-from'))
}

if (import.meta.main) {
  const dist = join(repositoryRoot, 'dist')
  const { file, sha256, bytes } = await packProduct(dist)
  console.log(`${sha256}  ${file} (${(bytes / 1e6).toFixed(1)} MB)`)
  console.log(`verifier of audit logs: ${await writeVerifier(dist)}`)
}
