import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../../../../../tools/real/free-port.ts'
import { makeAccount, type ThrowAwayAccount } from '../../../../../../tools/real/throw-away-account.ts'
import type { PackageTree, Runtime } from '../../../effects.ts'
import { createRealEffects } from '../create-real-effects.ts'

const { accounts, folders, programs, packages, hostRuntime } = createRealEffects({
  ids: { secret: (bytes) => randomBytes(bytes).toString('base64url') },
  environment: process.env,
  serviceManagers: () => [],
  ssh: {
    hostKey: () => Promise.reject(new Error('not here')),
    connect: () => Promise.reject(new Error('not here')),
  },
})

let owner: ThrowAwayAccount
let runtime: Runtime
/** Of root, as the folder of generations is. */
let root: string
let registry: Server | undefined
beforeEach(async () => {
  owner = makeAccount()
  root = realpathSync(mkdtempSync(join(tmpdir(), 'packages-real-')))
  chmodSync(root, 0o755)
  const found = await hostRuntime()
  if (!found) throw new Error('this machine has no npm')
  runtime = found
})
afterEach(() => {
  registry?.closeAllConnections()
  registry?.close()
  registry = undefined
  const work = readdirSync(tmpdir()).filter((name) => name.startsWith('moltbot-ops-npm-'))
  const left = work.filter((name) => lstatSync(join(tmpdir(), name), { throwIfNoEntry: false })?.uid === owner.uid)
  owner.dispose()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  expect(left).toEqual([])
})

async function install(tree: PackageTree, name = 'generation') {
  const prefix = join(root, name)
  await folders.makeDirectory(prefix, { owner, root, mode: 0o755 })
  const lines: string[] = []
  const place = { owner, root, prefix, runtime, runScripts: false, timeoutMs: 170_000 }
  const sum = await packages.install(tree, { ...place, onLine: (line) => lines.push(line) })
  return { prefix, lines, ...sum }
}

/** An npmrc as the owner would have it. */
function useRegistry(address: string): void {
  const path = join(owner.home, '.npmrc')
  writeFileSync(path, `registry=${address}/\n`)
  chownSync(path, owner.uid, owner.gid)
}

test('a real MoltBot is resolved and installed by another account, and sealed', async () => {
  const facts = await packages.describe('openclaw', { owner, timeoutMs: 60_000 })
  expect(facts.tags.latest).toMatch(/^\d{4}\.\d+\.\d+/)
  const version = facts.versions.find((one) => one.version === '2026.9.4')
  expect(version).toMatchObject({ node: expect.stringContaining('24'), integrity: expect.stringMatching(/^sha512-/) })
  expect(packages.runtimeFor(version?.node ?? null)).not.toBeNull()

  const tree = await packages.resolve('openclaw', '2026.9.4', { owner, runtime, timeoutMs: 170_000 })
  expect(tree.packages).toBeGreaterThan(200)
  expect(tree.installScripts.join()).toContain('protobufjs@')
  expect(tree.lockText).not.toContain('"resolved"')
  expect(tree.lockText).toContain(version?.integrity)

  const { prefix, lines, bytes, files } = await install(tree)
  expect(files).toBeGreaterThan(10_000)
  expect(bytes).toBeGreaterThan(100e6)
  expect(lines).toContain(`${tree.packages} of ${tree.packages} packages fetched`)
  expect(lines.join('\n')).not.toMatch(/https?:\/\//)
  const entry = join(prefix, 'node_modules/openclaw/openclaw.mjs')
  expect(lstatSync(entry)).toMatchObject({ uid: owner.uid, gid: owner.gid })

  const self = await accounts.byUid(0)
  if (!self) throw new Error('no root')
  const env = { HOME: owner.home, PATH: '/usr/bin:/bin' }
  const asOwner = (...args: string[]) =>
    programs.run(runtime.node, args, { owner, env, cwd: owner.home, timeoutMs: 30_000 })
  // A package whose scripts did not run completes itself when it is first called, for which it has to be writable.
  expect(await asOwner(entry, '--version')).toMatchObject({ code: 0, stdout: expect.stringContaining('2026.9.4') })
  await folders.seal(prefix, { owner: self, root })
  expect(await asOwner(entry, '--version')).toMatchObject({ code: 0 })
  const write = `require('fs').appendFileSync(${JSON.stringify(entry)}, 'x')`
  expect((await asOwner('-e', write)).stderr).toContain('EACCES')
}, 400_000)

test('a package whose content is not what the lock says is refused', async () => {
  const tree = await packages.resolve('json5', '2.2.3', { owner, runtime, timeoutMs: 60_000 })
  expect(tree).toMatchObject({ packages: 1, installScripts: [] })
  const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
  const lockText = tree.lockText.replace(/sha512-[^"]+/, integrity)
  await expect(install({ ...tree, lockText })).rejects.toMatchObject({
    reason: 'unsafe',
    message: expect.stringMatching(/checksum differs, of json5@2.2.3/),
  })
  expect((await install(tree, 'true')).files).toBeGreaterThan(3)
})

test('an owner whose npmrc names a registry that nobody runs gets a plain answer', async () => {
  useRegistry(`http://127.0.0.1:${await freePort()}`)
  const asked = packages.describe('openclaw', { owner, timeoutMs: 30_000 })
  await expect(asked).rejects.toMatchObject({ reason: 'unreachable', message: expect.stringContaining('refused') })
  const resolving = packages.resolve('openclaw', '2026.9.4', { owner, runtime, timeoutMs: 60_000 })
  await expect(resolving).rejects.toMatchObject({ reason: 'unreachable' })
})

/** A registry that answers every question in the same way. */
async function registryThat(answer: (path: string) => [status: number, body: object] | null): Promise<void> {
  registry = createServer((request, response) => {
    const answered = answer(request.url ?? '')
    if (!answered) return
    response.writeHead(answered[0], { 'content-type': 'application/json' }).end(JSON.stringify(answered[1]))
  }).listen(0, '127.0.0.1')
  await once(registry, 'listening')
  const listening = registry.address()
  useRegistry(`http://127.0.0.1:${typeof listening === 'object' ? listening?.port : ''}`)
}

test.each([
  [404, 'not_found'],
  [500, 'failed'],
  [401, 'denied'],
])('a registry that answers %i is %s', async (status, reason) => {
  await registryThat(() => [status, { error: 'no' }])
  const started = performance.now()
  await expect(packages.describe('openclaw', { owner, timeoutMs: 30_000 })).rejects.toMatchObject({ reason })
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('a registry that does not answer is given up in time', async () => {
  await registryThat(() => null)
  const asked = packages.describe('openclaw', { owner, timeoutMs: 1500 })
  await expect(asked).rejects.toMatchObject({ reason: 'timeout', message: expect.stringContaining('openclaw') })
})

test('what a registry tells of its versions is understood', async () => {
  const one = (version: string, more: object) => ({
    name: 'bot',
    version,
    dist: { tarball: 'http://127.0.0.1/x.tgz', ...more },
  })
  const versions = {
    '1.0.0': { ...one('1.0.0', { integrity: 'sha512-AA==' }), engines: { node: '>=24' }, deprecated: 'use 2' },
    '2.0.0-beta.1': one('2.0.0-beta.1', { integrity: 'sha512-BB==' }),
    '0.1.0': one('0.1.0', { shasum: '00' }),
  }
  const time = { '1.0.0': '2026-01-01T00:00:00.000Z', '2.0.0-beta.1': '2026-02-01T00:00:00.000Z' }
  const packument = { name: 'bot', 'dist-tags': { latest: '1.0.0', beta: '2.0.0-beta.1' }, versions, time }
  await registryThat((path) => (path === '/bot' ? [200, packument] : [404, {}]))
  expect(await packages.describe('bot', { owner, timeoutMs: 30_000 })).toEqual({
    name: 'bot',
    tags: { latest: '1.0.0', beta: '2.0.0-beta.1' },
    versions: [
      {
        version: '2.0.0-beta.1',
        publishedAt: Date.parse('2026-02-01T00:00:00.000Z'),
        node: null,
        integrity: 'sha512-BB==',
        deprecated: null,
      },
      {
        version: '1.0.0',
        publishedAt: Date.parse('2026-01-01T00:00:00.000Z'),
        node: '>=24',
        integrity: 'sha512-AA==',
        deprecated: 'use 2',
      },
    ],
  })
})
