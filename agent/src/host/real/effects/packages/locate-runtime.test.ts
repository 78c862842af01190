import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLocateRuntime } from './locate-runtime.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'runtime-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (path: string) => {
  const whole = join(folder, path)
  mkdirSync(dirname(whole), { recursive: true })
  return whole
}
const put = (path: string) => {
  writeFileSync(place(path), '')
  return join(folder, path)
}
const locate = (npm: string | null) =>
  createLocateRuntime({ node: join(folder, 'node/bin/node'), find: async () => npm })()

test('npm beside the own Node comes first', async () => {
  const beside = put('node/lib/node_modules/npm/bin/npm-cli.js')
  put('other/npm/bin/npm-cli.js')
  expect(await locate(join(folder, 'other/npm/bin/npm-cli.js'))).toEqual({
    node: join(folder, 'node/bin/node'),
    npm: beside,
  })
})

test('npm on the search path is followed through its symlinks', async () => {
  const script = put('share/nodejs/npm/bin/npm-cli.js')
  symlinkSync('../share/nodejs/npm/bin/npm-cli.js', place('bin/npm'))
  expect((await locate(join(folder, 'bin/npm')))?.npm).toBe(script)
})

test('of a wrapper the npm beside it is taken, and without one there is none', async () => {
  const wrapper = put('tools/bin/npm')
  expect(await locate(wrapper)).toBeNull()
  const beside = put('tools/lib/node_modules/npm/bin/npm-cli.js')
  expect((await locate(wrapper))?.npm).toBe(beside)
  expect(await locate(null)).toBeNull()
})
