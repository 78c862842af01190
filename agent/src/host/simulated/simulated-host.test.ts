import { expect, test } from 'vitest'
import { logLineFault } from '../conformance/log-line.ts'
import { scenarios } from './scenarios/scenarios.ts'
import { createSimulatedHost, type SimulatedHost } from './simulated-host.ts'

const startAt = Date.UTC(2026, 10, 23, 2, 7, 0)
const stateDir = '/home/robin/.openclaw'
const begin = (scenario: string, seed = 1) => createSimulatedHost({ scenario, seed, startAt, real: null })

async function ready({ host }: SimulatedHost): Promise<string> {
  try {
    const { status, body } = await host.network.get('http://127.0.0.1:18789/readyz', { timeoutMs: 100, maxBytes: 9000 })
    return `${status} ${body.slice(0, 14)}`
  } catch (error) {
    return String(error)
  }
}

const pids = async ({ host }: SimulatedHost) =>
  (await host.processes.withNamePrefix('openclaw-gatewa')).map(({ pid }) => pid)

async function logOf({ host }: SimulatedHost): Promise<string[]> {
  const text = await host.files.readText(`${stateDir}/logs/gateway.log`, { ownerUid: 1000, maxBytes: 9_000_000 })
  return (text ?? '').split('\n').filter(Boolean)
}

const up = '200 {"ready":true,'
const refused = 'HostError: ECONNREFUSED'

test('every scenario has a name of its own and a sentence for people', () => {
  const names = scenarios.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.every((name) => /^[a-z]+(-[a-z]+)*$/.test(name))).toBe(true)
  expect(scenarios.every(({ description }) => /^[A-Z].*\.$/.test(description))).toBe(true)
})

test('an unknown scenario is named with those that there are', () => {
  expect(() => begin('sunny')).toThrow(/"sunny".*healthy, not-installed/)
})

test.each(scenarios)('in $name every line of every log has the form of the real one', async ({ name }) => {
  const simulated = begin(name)
  await simulated.clock.advance(90_000)
  const lines = await logOf(simulated)
  expect(lines.filter((line) => logLineFault(line) !== null)).toEqual([])
  const times = lines.map((line) => Date.parse(JSON.parse(line).time))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times.every((time) => time <= startAt + 90_000)).toBe(true)
})

test('a crash loop ends and starts every few seconds, with another process each time', async () => {
  const simulated = begin('crash-loop')
  const seen = new Set<number>()
  for (let second = 0; second < 60; second++) {
    await simulated.clock.advance(1000)
    for (const pid of await pids(simulated)) seen.add(pid)
    expect(await ready(simulated)).toBe(refused)
  }
  expect(seen.size).toBeGreaterThanOrEqual(10)
  const failures = (await logOf(simulated)).filter((line) => line.includes('Unrecognized key: \\"legacyPort'))
  expect(failures.length).toBeGreaterThanOrEqual(10)
})

test('a slow start is ready after a minute and a half', async () => {
  const simulated = begin('starting-slow')
  await simulated.clock.advance(55_000)
  expect(await ready(simulated)).toBe('503 {"ready":false')
  await simulated.clock.advance(20_000)
  expect(await ready(simulated)).toBe(up)
})

test('another scenario changes the machine under the agent, as events would', async () => {
  const simulated = begin('healthy')
  const [first] = await pids(simulated)
  await simulated.control.change({ scenario: 'wedged' })
  expect([await ready(simulated), await pids(simulated)]).toEqual([refused, [first]])
  await simulated.control.change({ scenario: 'healthy', advanceMs: 20_000 })
  const [second] = await pids(simulated)
  expect([await ready(simulated), second === first]).toEqual([up, false])
  await simulated.control.change({ scenario: 'stopped', advanceMs: 2000 })
  expect([await ready(simulated), await pids(simulated)]).toEqual([refused, []])
  await simulated.control.change({ scenario: 'not-installed' })
  expect(await simulated.host.files.list('/home/robin')).not.toContain('.openclaw')
  await simulated.control.change({ scenario: 'healthy', advanceMs: 10_000 })
  expect(await ready(simulated)).toBe(up)
  await simulated.control.change({ scenario: 'crash-loop', advanceMs: 10_000 })
  expect(await ready(simulated)).toBe(refused)
  expect(simulated.control.read()).toMatchObject({ scenario: 'crash-loop', running: false })
})

test('a change that MoltBot applies by itself leaves its process alone', async () => {
  const simulated = begin('healthy')
  const before = await pids(simulated)
  for (const scenario of ['disk-low', 'degraded', 'invalid-config-edit', 'noisy-logs', 'healthy']) {
    await simulated.control.change({ scenario, advanceMs: 5000 })
  }
  expect(await pids(simulated)).toEqual(before)
})

test('every scenario can follow every other', async () => {
  const simulated = begin('healthy')
  for (const { name } of scenarios) {
    for (const { name: next } of scenarios) {
      await simulated.control.change({ scenario: name, advanceMs: 700 })
      await simulated.control.change({ scenario: next, advanceMs: 700 })
    }
  }
  await simulated.control.change({ scenario: 'healthy', advanceMs: 30_000 })
  expect(await ready(simulated)).toBe(up)
  expect(await pids(simulated)).toHaveLength(1)
})

test('another seed is another machine at the beginning of the scenario', async () => {
  const simulated = begin('upgrade-observed')
  await simulated.clock.advance(60_000)
  const before = await pids(simulated)
  await simulated.control.change({ seed: 5 })
  expect(simulated.control.read().seed).toBe(5)
  expect(await pids(simulated)).not.toEqual(before)
  const { body } = await simulated.host.network.get('http://127.0.0.1:18789/startupz', { timeoutMs: 9, maxBytes: 900 })
  expect(JSON.parse(body)).toMatchObject({ version: '2026.9.5' })
})

test('noisy logs write more than twenty lines a second and rotate', async () => {
  const simulated = begin('noisy-logs')
  await simulated.clock.advance(2000)
  const before = (await logOf(simulated)).length
  await simulated.clock.advance(10_000)
  expect((await logOf(simulated)).length - before).toBeGreaterThanOrEqual(200)
  await simulated.clock.advance(1_200_000)
  expect(await simulated.host.files.list(`${stateDir}/logs`)).toEqual([
    'gateway.log',
    'gateway.log.1',
    'gateway.log.2',
    'gateway.log.3',
    'gateway.log.4',
    'gateway.log.5',
  ])
})

test('secrets live in memory', async () => {
  const { secrets } = begin('healthy').host
  await secrets.set('key', 'value')
  expect([secrets.kind, await secrets.get('key')]).toEqual(['simulated', 'value'])
})
