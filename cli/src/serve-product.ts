import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ServeOptions } from '@moltbot-ops/agent'

const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * What the agent puts on another host: itself. A packed release packs its own files again; a checkout is packed when
 * somebody asks for it, which takes seconds.
 */
export function productSource(): NonNullable<ServeOptions['product']> {
  if (!existsSync(inRepository('tools/release/pack.ts'))) return { kind: 'release', folder: inRepository('') }
  return {
    kind: 'checkout',
    async pack() {
      const { packProduct } = await import('../../tools/release/pack.ts')
      return packProduct(inRepository('dist'))
    },
  }
}
