import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundleFrom } from './bundle.ts'

test('work that is sent to another process as text is whole in a release too', async () => {
  const [script] = await bundleFrom('agent/src/host/real/effects/folders/folder-work.ts')
  const bundled: { exports: { processProgram?: string } } = { exports: {} }
  new Function('module', 'exports', 'require', String(script?.bytes))(
    bundled,
    bundled.exports,
    createRequire(import.meta.url),
  )
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bundle-')))
  try {
    mkdirSync(join(folder, 'root'))
    const place = { root: join(folder, 'root'), ownerUid: process.getuid?.(), throughDescriptors: false }
    const ask = (request: object, bytes = '') =>
      JSON.parse(
        execFileSync(process.execPath, ['-e', bundled.exports.processProgram ?? ''], {
          input: `${JSON.stringify({ ...place, ...request })}\n${bytes}`,
          encoding: 'utf8',
          env: {},
        }),
      )
    const path = join(folder, 'root/a/file')
    expect(ask({ action: 'makeDirectory', path: join(folder, 'root/a'), mode: 0o700 })).toMatchObject({ ok: true })
    expect(ask({ action: 'writeFile', path, mode: 0o600 }, 'hello')).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe('hello')
    expect(ask({ action: 'measure', path: join(folder, 'root/a') })).toMatchObject({ measured: { bytes: 5, files: 1 } })
    expect(ask({ action: 'remove', path: join(folder, 'elsewhere') })).toMatchObject({ ok: false, reason: 'unsafe' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
