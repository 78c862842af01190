import { createHash } from 'node:crypto'
import type { OwnProduct, Upload } from '../../core/own-product.ts'

/** What a simulated agent would put on a simulated host: a few bytes that stand for it. The same for each version. */
export function createSimulatedProduct(version: string): OwnProduct {
  return {
    archive: async () => ({ version, ...uploadOf(`moltbot-ops ${version}`) }),
    runtime: async () => ({
      ...{ version: '24.21.0', platform: 'linux', arch: 'x64', libc: { name: 'glibc', version: '2.36' } },
      hasNpm: true,
      sha256: uploadOf('node').sha256,
      packed: async () => uploadOf('node, packed'),
    }),
  }
}

function uploadOf(text: string): Upload {
  const bytes = Buffer.from(text)
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}
