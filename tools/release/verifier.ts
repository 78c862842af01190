import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { repositoryRoot } from '../repository.ts'

/** Name of the verifier in a release and beside it. */
export const verifierName = 'audit-verify.mjs'

/**
 * The verifier of audit logs as one module. Whoever was given an export needs this file and Node, from version 22 on,
 * and neither the product nor a network. Names stay whole, so that it can be read before it is trusted.
 */
export async function bundleVerifier(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, 'cli/src/audit-verify/main.ts')],
    absWorkingDir: repositoryRoot,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'error',
  })
  const [script] = outputFiles
  if (!script) throw new Error('the bundler wrote nothing')
  return Buffer.from(script.contents)
}

/** Writes it into a directory and gives its path. */
export async function writeVerifier(directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, verifierName)
  writeFileSync(path, await bundleVerifier(), { mode: 0o755 })
  return path
}
