import { describe, expect, test } from 'vitest'
import type { ServiceManager } from '../../../effects.ts'
import { installMoltbot } from '../../test/install-moltbot.ts'
import { type OpenMachine, openMachine, robin } from '../../test/open-machine.ts'

const unit = 'openclaw-gateway'
const systemd = ({ effects }: OpenMachine): ServiceManager => {
  const found = effects.serviceManagers.find(({ kind }) => kind === 'systemd')
  if (found === undefined) throw new Error('There is no systemd.')
  return found
}

async function answer({ host }: OpenMachine, path = '/readyz'): Promise<string> {
  const url = `http://127.0.0.1:18789${path}`
  const reply = await host.network.get(url, { timeoutMs: 100, maxBytes: 9000 }).catch((error: Error) => error)
  return reply instanceof Error ? reply.message : String(reply.status)
}

test('a unit of the scenario is stopped, started and restarted', async () => {
  const machine = openMachine('healthy')
  const manager = systemd(machine)
  const before = await manager.state(unit, robin)
  expect(before).toMatchObject({ installed: true, state: 'running', pid: expect.any(Number) })
  await machine.settle(manager.stop(unit, robin))
  expect(await manager.state(unit, robin)).toMatchObject({ state: 'stopped', pid: null, exitCode: 0 })
  expect(await answer(machine)).toBe('ECONNREFUSED')
  await manager.start(unit, robin)
  await machine.clock.advance(8000)
  expect(await answer(machine)).toBe('200')
  const { pid } = await manager.state(unit, robin)
  await manager.start(unit, robin)
  expect((await manager.state(unit, robin)).pid).toBe(pid)
  await machine.settle(manager.restart(unit, robin))
  await machine.clock.advance(8000)
  expect(await answer(machine)).toBe('200')
  expect((await manager.state(unit, robin)).pid).not.toBe(pid)
  expect(machine.effects.record().map(({ kind, target, by }) => [kind, target, by])).toEqual([
    ['stop', unit, 'robin'],
    ['start', unit, 'robin'],
    ['start', unit, 'robin'],
    ['restart', unit, 'robin'],
  ])
})

test('one that is wedged is killed when its time to stop is over', async () => {
  const machine = openMachine('wedged')
  const manager = systemd(machine)
  const stopping = manager.stop(unit, robin)
  await machine.clock.advance(80_000)
  expect(await manager.state(unit, robin)).toMatchObject({ state: 'running' })
  await machine.settle(stopping)
  expect(await manager.state(unit, robin)).toMatchObject({ state: 'stopped', pid: null, exitCode: null })
})

test('a config that it does not take ends a start with 78, which is not tried again', async () => {
  const machine = openMachine('invalid-config-edit')
  const manager = systemd(machine)
  await machine.settle(manager.restart(unit, robin))
  await machine.clock.advance(30_000)
  const failed = await manager.state(unit, robin)
  expect(failed).toMatchObject({ state: 'failed', exitCode: 78, restarts: 0, message: expect.stringContaining('78') })
})

test('a port that somebody else has ends a start with 1, again and again', async () => {
  const machine = openMachine('port-taken')
  const manager = systemd(machine)
  await manager.start(unit, robin)
  await machine.clock.advance(60_000)
  expect((await manager.state(unit, robin)).restarts).toBeGreaterThanOrEqual(2)
  const log = await machine.read('/home/robin/.openclaw/logs/gateway.log')
  expect(log).toContain('another gateway instance is already listening on ws://127.0.0.1:18789')
})

test('nobody manages the unit of somebody else, and what is not there is not installed', async () => {
  const manager = systemd(openMachine('healthy'))
  const casey = { uid: 1001, gid: 1001, name: 'casey', home: '/home/casey' }
  await expect(manager.stop(unit, casey)).rejects.toMatchObject({ reason: 'failed' })
  expect(await manager.state('moltbot', robin)).toMatchObject({ installed: false, state: 'stopped' })
})

/** The story that the real managers are told in conformance/services, as far as a simulated process can tell it. */
describe.each(['systemd', 'supervised'] as const)('%s: a service from install to removal', (kind) => {
  async function installed() {
    const machine = openMachine('not-installed')
    const { owner, definition } = await installMoltbot(machine, { manager: kind })
    const manager = machine.effects.serviceManagers.find((one) => one.kind === kind)
    if (manager === undefined) throw new Error(`There is no ${kind}.`)
    const state = () => manager.state('moltbot', owner)
    return { ...machine, owner, definition, manager, state }
  }

  test('it can be used here, and its preview writes nothing', async () => {
    const { manager, owner, definition, host } = await installed()
    expect(await manager.available(owner)).toEqual({ available: true, reason: expect.stringMatching(/.{20}/) })
    const files = await manager.preview({ ...definition, name: 'other', description: '100% MoltBot' })
    expect(files.map(({ text }) => text).join()).toContain('100% MoltBot')
    expect(await Promise.all(files.map(({ path }) => host.files.facts(path)))).toEqual([null])
  })

  test.each([
    ['a name with a slash', { name: 'a/b' }],
    ['a line break in a variable', { environment: { A: 'x\ny' } }],
    ['a variable with an odd name', { environment: { 'A B': 'x' } }],
    ['a token', { environment: { OPENCLAW_GATEWAY_TOKEN: 'x' } }],
    ['a folder that leads elsewhere', { workingDirectory: '/opt/../etc' }],
  ] as const)('%s is refused', async (_what, changes) => {
    const { manager, definition } = await installed()
    const installing = manager.install({ ...definition, name: 'other', ...changes })
    await expect(installing).rejects.toMatchObject({ reason: 'unsafe' })
  })

  test('installed it does not run; killed it comes back; stopped it stays stopped; removed it is gone', async () => {
    const { manager, owner, state, clock, kill, settle } = await installed()
    expect(await state()).toMatchObject({ installed: true, state: 'stopped', pid: null, restarts: 0 })
    await manager.start('moltbot', owner)
    const { pid } = await state()
    kill(pid ?? 0)
    expect(await state()).toMatchObject({ state: 'starting', pid: null })
    await clock.advance(6000)
    const now = await state()
    expect(now).toMatchObject({ state: 'running', restarts: 1 })
    expect(now.pid).not.toBe(pid)
    await settle(manager.stop('moltbot', owner))
    await clock.advance(60_000)
    expect(await state()).toMatchObject({ installed: true, state: 'stopped', pid: null })
    await settle(manager.remove('moltbot', owner))
    expect(await state()).toMatchObject({ installed: false, state: 'stopped', pid: null })
    await manager.remove('moltbot', owner)
  })
})
