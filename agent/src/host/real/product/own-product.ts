import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OwnProduct, PackedProduct } from '../../../core/own-product.ts'
import { Problem } from '../../../core/problem.ts'
import { hostError } from '../system-error.ts'
import { createOwnRuntime, type OwnRuntimeDeps } from './own-runtime.ts'
import { digestOf, readReleaseList, releaseList } from './release-list.ts'

/** Where the files of this program come from. */
export type ProductSource =
  /** An unpacked release: its folder. */
  | { kind: 'release'; folder: string }
  /** A checkout, which is packed when it is asked for. */
  | { kind: 'checkout'; pack(): Promise<{ file: string; version: string }> }

/**
 * The program as it can be put on another host, packed once and kept. A release is packed again from its own files, each
 * compared with the list that it came with: what somebody changed here is not carried to another host.
 */
export function createOwnProduct(deps: { source: ProductSource; version: string } & OwnRuntimeDeps): OwnProduct {
  const { source, version, node, npm } = deps
  let archive: Promise<PackedProduct> | undefined
  const runtime = createOwnRuntime({ node, npm })
  return {
    runtime,
    async archive() {
      archive ??= source.kind === 'release' ? packRelease(source.folder, version) : packCheckout(source)
      try {
        return await archive
      } catch (error) {
        archive = undefined
        throw error
      }
    },
  }
}

async function packCheckout(source: Extract<ProductSource, { kind: 'checkout' }>): Promise<PackedProduct> {
  const { file, version } = await source.pack()
  return productOf(await readFile(file), version)
}

async function packRelease(folder: string, version: string): Promise<PackedProduct> {
  const list = await readFile(join(folder, releaseList)).catch((error: unknown) => {
    throw new Problem(
      'plan_impossible',
      'This program has no list of its files, so it cannot be put on another host.',
      {
        cause: hostError('Reading the list of files', error),
      },
    )
  })
  const files = await Promise.all(
    readReleaseList(list.toString('utf8')).map(async ({ path, sha256, executable }) => {
      const bytes = await readFile(join(folder, path)).catch(() => Buffer.alloc(0))
      if (digestOf(bytes) !== sha256) {
        throw new Problem(
          'plan_impossible',
          `The file ${path} of this program is not the one that it was released with. Install it anew.`,
        )
      }
      return { path, bytes, executable }
    }),
  )
  const { archive } = await import('./archive.ts')
  return productOf(
    await archive(`moltbot-ops-${version}`, [...files, { path: releaseList, bytes: list, executable: false }]),
    version,
  )
}

function productOf(bytes: Buffer, version: string): PackedProduct {
  return {
    version,
    sha256: digestOf(bytes),
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}
