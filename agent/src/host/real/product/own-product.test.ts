import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runtimeList } from '../../../core/own-product.ts'
import { archive } from './archive.ts'
import { createOwnProduct } from './own-product.ts'
import { digestOf, listRelease, releaseList } from './release-list.ts'

const files = [
  { path: 'cli/bin/program.js', bytes: Buffer.from('run'), executable: true },
  { path: 'README.md', bytes: Buffer.from('read'), executable: false },
]
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'product-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What `npm run pack` makes, unpacked. */
async function release(): Promise<Buffer> {
  const list = { path: releaseList, bytes: listRelease(files), executable: false }
  const packed = await archive('moltbot-ops-1.2.3', [...files, list])
  execFileSync('tar', ['-xzf', '-', '-C', folder, '--strip-components=1'], { input: packed })
  return packed
}

const none = { node: '/none', npm: async () => null }
const product = () =>
  createOwnProduct({
    source: { kind: 'release', folder },
    version: '1.2.3',
    node: join(folder, 'node'),
    npm: async () => null,
  })

test('a release packs itself to the very bytes that it was unpacked from', async () => {
  const packed = await release()
  // What the program itself leaves beside its files is no part of it.
  mkdirSync(join(folder, '.compile-cache'))
  writeFileSync(join(folder, '.compile-cache/x'), 'compiled')
  const again = await product().archive()
  expect(again).toMatchObject({ version: '1.2.3', sha256: digestOf(packed), bytes: packed.length })
  expect((await buffer(again.open())).equals(packed)).toBe(true)
})

test.each(['cli/bin/program.js', 'README.md'])('a release in which %s was changed is not packed', async (path) => {
  await release()
  writeFileSync(join(folder, path), 'something else')
  await expect(product().archive()).rejects.toMatchObject({ code: 'plan_impossible' })
  await expect(product().archive()).rejects.toThrow(path)
})

test('a release in which a file is missing is not packed', async () => {
  await release()
  rmSync(join(folder, 'README.md'))
  await expect(product().archive()).rejects.toMatchObject({ code: 'plan_impossible' })
})

test('a list that leads out of its folder is not followed', async () => {
  mkdirSync(dirname(join(folder, releaseList)), { recursive: true })
  const listed = [{ path: '../outside', sha256: digestOf(Buffer.from('')), executable: false }]
  writeFileSync(join(folder, releaseList), JSON.stringify({ files: listed }))
  await expect(product().archive()).rejects.toThrow('without its path')
})

test('files without a list are not packed', async () => {
  await expect(product().archive()).rejects.toMatchObject({ code: 'plan_impossible' })
})

test('a checkout is packed once, and again after a failure', async () => {
  let calls = 0
  const pack = async () => {
    calls += 1
    if (calls === 1) throw new Error('no room')
    const file = join(folder, 'packed.tar.gz')
    writeFileSync(file, 'packed')
    return { file, version: '9.9.9' }
  }
  const { archive: packed } = createOwnProduct({ source: { kind: 'checkout', pack }, ...none, version: '1' })
  await expect(packed()).rejects.toThrow('no room')
  expect(await packed()).toMatchObject({ version: '9.9.9', bytes: 6 })
  await packed()
  expect(calls).toBe(2)
})

test('the Node of this process is packed with npm, with a list of digests that another host can check', async () => {
  const npm = join(folder, 'lib/node_modules/npm')
  for (const path of ['bin/npm-cli.js', 'lib/a.js', 'man/npm.1']) {
    mkdirSync(dirname(join(npm, path)), { recursive: true })
    writeFileSync(join(npm, path), `content of ${path}`)
  }
  symlinkSync('bin/npm-cli.js', join(npm, 'link'))
  writeFileSync(join(folder, 'node'), 'a program')
  const deps = { node: join(folder, 'node'), npm: async () => join(npm, 'bin/npm-cli.js') }
  const { runtime } = createOwnProduct({ ...deps, source: { kind: 'release', folder }, version: '1' })
  const described = await runtime()
  const packed = await described.packed()
  const bytes = await buffer(packed.open())
  const { version, ...machine } = { version: process.versions.node, platform: process.platform, arch: process.arch }
  expect(described).toMatchObject({ version, ...machine, hasNpm: true })
  expect(packed).toMatchObject({ sha256: digestOf(bytes), bytes: bytes.length })

  const there = join(folder, 'there')
  mkdirSync(there)
  execFileSync('tar', ['-xzf', '-', '-C', there], { input: bytes })
  const list = readFileSync(join(there, 'runtime', runtimeList))
  expect(digestOf(list)).toBe(described.sha256)
  expect(list.toString().match(/ {2}.*/g)).toEqual([
    '  bin/node',
    '  lib/node_modules/npm/bin/npm-cli.js',
    '  lib/node_modules/npm/lib/a.js',
  ])
  execFileSync('sha256sum', ['-c', runtimeList], { cwd: join(there, 'runtime') })
  expect(statSync(join(there, 'runtime/bin/node')).mode & 0o777).toBe(0o755)
})
