import { join } from 'node:path'
import { build } from 'esbuild'
import { repositoryRoot } from '../repository.ts'

/** Packages with native code, which cannot become part of a script; each is optional for the product. */
const native = ['@napi-rs/keyring', 'cpu-features', '*.node']

/** Agent and command line as one script that needs nothing but Node; it takes the place of cli/src/main.ts. */
export async function bundleProduct(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, 'cli/src/main.ts')],
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

/**
 * The program itself stays a script of its own, in words that any Node can read: an old one then says what to install
 * instead of failing on a module that it does not have.
 */
export function programText(source: string): string {
  const text = source.replace("'../src/main.ts'", "'../src/main.js'")
  if (text === source) throw new Error('cli/bin/moltbot-ops.js no longer loads ../src/main.ts')
  return text
}
