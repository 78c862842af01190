import { join } from 'node:path'
import { build } from 'esbuild'
import { repositoryRoot } from '../repository.ts'

/** Packages with native code, which cannot become part of a script; each is optional for the product. */
const native = ['@napi-rs/keyring', 'cpu-features', '*.node']

/** Agent and command line as one script that needs nothing but Node. */
export async function bundleProduct(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, 'cli/bin/moltbot-ops.js')],
    absWorkingDir: repositoryRoot,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'none',
    external: native,
    logLevel: 'error',
    // Some packages still load their parts with require, which a module does not have by itself.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';const require = requireFor(import.meta.url);",
    },
  })
  const [script] = outputFiles
  if (!script) throw new Error('the bundler wrote nothing')
  return Buffer.from(script.contents)
}
