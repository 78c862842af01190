import { join } from 'node:path'
import { build } from 'esbuild'
import { repositoryRoot } from '../repository.ts'

/** Packages with native code, which cannot become part of a script; each is optional for the product. */
const native = ['@napi-rs/keyring', 'cpu-features', '*.node']

/** `serve` looks for it first, and a release has no sources of the console. */
const onlyInACheckout = ['../../tools/build-console.ts']

/** Where the bundle stands: beside cli/src/main.ts, so that paths relative to it stay right. */
export const bundlePath = 'cli/src/main.cjs'

/**
 * Agent and command line as one script that needs nothing but Node. It is CommonJS because a module that imports
 * node:http makes Node load every lazy part behind it, which costs as much as the rest of the start.
 */
export async function bundleProduct(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, 'cli/src/main.ts')],
    absWorkingDir: repositoryRoot,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Names stay whole, for a stack trace that somebody sends has to be readable.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    external: [...native, ...onlyInACheckout],
    logLevel: 'error',
    define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  })
  const [script] = outputFiles
  if (!script) throw new Error('the bundler wrote nothing')
  return Buffer.from(script.contents)
}

const loadsSource = "await import('../src/main.ts')"
/** Compiled code is kept beside the program, never in a shared temporary folder where others could put theirs. */
const loadsBundle = [
  "const module = process.getBuiltinModule('node:module')",
  "module.enableCompileCache(new URL('../../.compile-cache', import.meta.url).pathname)",
  "module.createRequire(import.meta.url)('../src/main.cjs')",
].join('\n  ')

/**
 * The program itself stays a script of its own, in words that any Node can read: an old one then says what to install
 * instead of failing on something that it does not have.
 */
export function programText(source: string): string {
  if (!source.includes(loadsSource)) throw new Error(`cli/bin/moltbot-ops.js no longer has ${loadsSource}`)
  return source.replace(loadsSource, loadsBundle)
}
