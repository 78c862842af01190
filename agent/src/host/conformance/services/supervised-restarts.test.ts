import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ServiceDefinition } from '../../effects.ts'
import { launch } from '../../real/effects/services/supervised/launch.ts'
import { createServiceLog } from '../../real/effects/services/supervised/service-log.ts'
import { createSupervised, type Supervised } from '../../real/effects/services/supervised/supervised.ts'
import type { Behaviour } from './test/stand-in.ts'
import { createStandIns } from './test/stand-in-folder.ts'
import { self, supervisedDeps } from './test/supervised-host.ts'
import { isAlive } from './test/supervised-subject.ts'
import { supervisingAgent } from './test/supervising-agent.ts'

const patience = { timeout: 10_000, interval: 20 }
let folder: string
let agentDir: string
let managers: Supervised[]
let others: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervised-'))
  agentDir = join(folder, 'agent')
  managers = []
  others = []
})
afterEach(async () => {
  for (const other of others) other.kill('SIGKILL')
  for (const manager of managers) manager.close()
  const last = createSupervised(supervisedDeps(agentDir))
  for (const { name } of await last.resume()) await last.remove(name, self)
  last.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function agent(changes: Parameters<typeof supervisedDeps>[1] = {}): Supervised {
  const manager = createSupervised(supervisedDeps(agentDir, changes))
  managers.push(manager)
  return manager
}

const standIns = () => createStandIns({ owner: self, folder, at: (path) => path, node: process.execPath })

async function standIn(behaviour: Behaviour = {}, changes: Partial<ServiceDefinition> = {}) {
  const service = await standIns().definition('moltbot', { stopBudgetMs: 2000, ...changes })
  await standIns().behave(service, behaviour)
  return service
}
const starts = async (service: ServiceDefinition) =>
  (await standIns().events(service)).filter(({ kind }) => kind === 'started')
const stateOf = (manager: Supervised) => manager.state('moltbot', self)

test('a killed agent leaves its service running, and the next one takes it up', async () => {
  const service = await standIn()
  const first = spawn(process.execPath, [supervisingAgent, agentDir, JSON.stringify(service)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  others.push(first)
  const pid = Number(String((await once(first.stdout, 'data'))[0]))
  await expect.poll(() => starts(service), patience).toHaveLength(1)
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(isAlive(pid)).toBe(true)

  const next = agent()
  expect(await next.resume()).toMatchObject([{ name: 'moltbot', state: { state: 'running', pid }, trouble: null }])
  expect(await starts(service)).toHaveLength(1)

  process.kill(pid, 'SIGKILL')
  await expect.poll(() => starts(service), patience).toHaveLength(2)
  await expect.poll(async () => (await stateOf(next)).state, patience).toBe('running')
  expect((await stateOf(next)).restarts).toBe(1)
})

test('an agent that takes a service up can also stop it', async () => {
  const service = await standIn({ hasChild: true })
  const first = agent()
  await first.install(service)
  await first.start('moltbot', self)
  await expect.poll(() => starts(service), patience).toHaveLength(1)
  first.close()
  const next = agent()
  await next.resume()
  await next.stop('moltbot', self)
  const [started] = await starts(service)
  expect(isAlive(started?.pid ?? 0)).toBe(false)
  await expect.poll(() => isAlive(started?.child ?? 0), patience).toBe(false)
})

test('an agent that dies before the process is on record leaves nothing running', async () => {
  const service = await standIn()
  const deps = supervisedDeps(agentDir)
  await createServiceLog(deps).prepare(service)
  const waiting = await launch({ ...deps, setpriv: null }, service, '/dev/null')
  expect(isAlive(waiting.pid)).toBe(true)
  // What the end of the agent does to its side of the pipe.
  waiting.discard()
  expect(await waiting.ended).toEqual({ code: 1, signal: null })
  expect(await starts(service)).toEqual([])
})

test('a process that has only the number of ours is left alone', async () => {
  const service = await standIn()
  const manager = agent()
  await manager.install(service)
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
    stdio: 'ignore',
    detached: true,
  })
  others.push(other)
  const forged = {
    pid: other.pid,
    startTicks: 1,
    bootId: supervisedDeps(agentDir).bootId,
    startedAt: 0,
    leadsGroup: true,
  }
  const run = {
    wanted: 'down',
    process: forged,
    restarts: 0,
    failures: 0,
    lastEnd: null,
    held: false,
    nextStartAt: null,
  }
  writeFileSync(join(agentDir, 'services/moltbot.run.json'), JSON.stringify(run))
  const next = agent()
  await next.resume()
  await next.stop('moltbot', self)
  expect(isAlive(other.pid ?? 0)).toBe(true)
  expect(await stateOf(next)).toMatchObject({ state: 'stopped', pid: null })
})

test('the agent never takes up itself, whatever a lock says', async () => {
  const service = await standIn()
  const { startTicks = 0 } = (await supervisedDeps(agentDir).processes.facts(process.pid)) ?? {}
  const manager = agent({ stateOwner: async () => ({ pid: process.pid, startTicks }) })
  await manager.install(service)
  await manager.start('moltbot', self)
  expect((await stateOf(manager)).pid).not.toBe(process.pid)
})

test('a MoltBot that somebody started by hand is taken up', async () => {
  const service = await standIn()
  const [program = '', ...args] = service.command
  const byHand = spawn(program, args, { stdio: 'ignore', detached: true })
  others.push(byHand)
  await expect.poll(() => starts(service), patience).toHaveLength(1)
  const { pid = 0 } = byHand
  const { startTicks = 0 } = (await supervisedDeps(agentDir).processes.facts(pid)) ?? {}
  const manager = agent({ stateOwner: async () => ({ pid, startTicks }) })
  await manager.install(service)
  await manager.start('moltbot', self)
  expect(await stateOf(manager)).toMatchObject({ state: 'running', pid })
  await manager.stop('moltbot', self)
  expect(isAlive(pid)).toBe(false)
  expect(await starts(service)).toHaveLength(1)
})

test('a damaged record is told, keeps its file, and stops no other service', async () => {
  const service = await standIn()
  const manager = agent()
  await manager.install(service)
  await manager.start('moltbot', self)
  writeFileSync(join(agentDir, 'services/night.service.json'), '{"name":')
  manager.close()
  const told = await agent().resume()
  expect(told.find(({ name }) => name === 'night')).toMatchObject({
    state: null,
    trouble: expect.stringMatching(/damaged/),
  })
  expect(told.find(({ name }) => name === 'moltbot')).toMatchObject({ state: { state: 'running' } })
  rmSync(join(agentDir, 'services/night.service.json'))
})

test('records are for the agent alone', async () => {
  const manager = agent()
  await manager.install(await standIn())
  await manager.start('moltbot', self)
  for (const file of readdirSync(join(agentDir, 'services'))) {
    expect(statSync(join(agentDir, 'services', file)).mode & 0o777).toBe(0o600)
  }
  expect(readdirSync(join(agentDir, 'services')).sort()).toEqual(['moltbot.run.json', 'moltbot.service.json'])
})

test('a program that is not there cannot be started, and the answer says so', async () => {
  const manager = agent({ backOff: { firstMs: 60_000, longestMs: 60_000, stableMs: 60_000 } })
  const missing = join(folder, 'no-such-node')
  const service = await standIn({}, { command: [missing] })
  await manager.install(service)
  await expect(manager.start('moltbot', self)).rejects.toThrow(`${missing} is not a program that can be run`)
  expect(await stateOf(manager)).toMatchObject({
    state: 'starting',
    pid: null,
    message: expect.stringContaining(missing),
  })
})

test('what it prints is kept, and only the end of much', async () => {
  const service = await standIn()
  const manager = agent()
  await manager.install(service)
  await manager.start('moltbot', self)
  const log = join(service.stateDir, 'logs/service.log')
  await expect.poll(() => readFileSync(log, 'utf8'), patience).toContain('the stand-in started')
  expect(statSync(log).mode & 0o777).toBe(0o600)

  appendFileSync(log, 'x'.repeat(6 * 1024 * 1024))
  appendFileSync(log, 'the last words\n')
  await manager.restart('moltbot', self)
  await expect.poll(() => statSync(log).size, patience).toBeLessThan(1000)
  expect(readFileSync(`${log}.1`, 'utf8').slice(-15)).toBe('the last words\n')
  expect(statSync(`${log}.1`).size).toBeLessThanOrEqual(1024 * 1024)
})

test('an ordinary agent runs nothing as somebody else', async () => {
  const manager = agent({ self: { ...self, uid: 4242 } })
  const service = await standIn()
  await expect(manager.install(service)).rejects.toMatchObject({ reason: 'denied' })
  expect((await manager.available(service.owner)).available).toBe(false)
})

test('a service that nobody installed cannot be started', async () => {
  await expect(agent().start('moltbot', self)).rejects.toThrow('No service is called moltbot.')
})
