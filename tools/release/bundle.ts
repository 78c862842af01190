import { basename, join } from 'node:path'
import { type BuildResult, build, type Plugin, transform } from 'esbuild'
import type { ArchiveFile } from '../../agent/src/host/real/product/archive.ts'
import { repositoryRoot } from '../repository.ts'

/** Packages with native code, which cannot become part of a script; each is optional for the product. */
const native = ['@napi-rs/keyring', 'cpu-features', '*.node']

/** `serve` looks for them first: a release has its console ready, and packs itself from its own files. */
const onlyInACheckout = ['../../tools/build-console.ts', '../../tools/release/pack.ts']

/** Where the bundle stands: beside cli/src/main.ts, so that paths relative to it stay right. */
const folder = 'cli/src'

/**
 * Agent and command line as scripts that need nothing but Node. What is imported late is a script of its own, so that a
 * start reads only what it runs. The scripts are CommonJS because a module that imports node:http makes Node load every
 * lazy part behind it; esbuild splits modules only, so each is turned afterwards.
 */
export function bundleProduct(): Promise<ArchiveFile[]> {
  return bundleFrom('cli/src/main.ts')
}

/** The scripts of one entry point, in the form of a release. */
export async function bundleFrom(entryPoint: string): Promise<ArchiveFile[]> {
  const { outputFiles } = await bundleModules(entryPoint)
  if (outputFiles.length === 0) throw new Error('the bundler wrote nothing')
  return Promise.all(
    outputFiles.map(async ({ path, text }) => ({
      path: join(folder, basename(path)),
      bytes: Buffer.from(await asCommonJs(text)),
      executable: false,
    })),
  )
}

/** The scripts while they are still modules, and what went into each. */
export function bundleModules(entryPoint: string): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    entryPoints: [join(repositoryRoot, entryPoint)],
    absWorkingDir: repositoryRoot,
    outdir: folder,
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.cjs' },
    external: [...native, ...onlyInACheckout],
    logLevel: 'error',
    plugins: [lateBuiltins],
    define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
  })
}

/**
 * Parts of Node that a library loads for a way of serving that we do not use. Loaded, they cost as much memory as the
 * library itself, so they are loaded when one of their parts is first asked for.
 */
const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:(http2|https)$/ }, ({ path, importer }) =>
      importer.includes('node_modules/fastify/') ? { path, namespace: 'late' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => process.getBuiltinModule('${path}')[name] })`,
    }))
  },
}

async function asCommonJs(module: string): Promise<string> {
  const { code } = await transform(module, {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    supported: { 'dynamic-import': false },
    // Names stay whole, for a stack trace that somebody sends has to be readable.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: module.includes('bundleUrl') ? "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" : '',
  })
  return code
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
