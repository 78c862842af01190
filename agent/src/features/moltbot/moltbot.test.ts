import { expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { type BusEventName, createBus } from '../../core/bus.ts'
import { openDatabase } from '../../core/database/open-database.ts'
import type { Input } from '../../core/handler.ts'
import { createSimulatedHost } from '../../host/simulated/simulated-host.ts'
import { createMoltbot } from './moltbot.ts'

type Handlers = ReturnType<typeof createMoltbot>['handlers']

const actor = {} as Actor
const rest = {
  actor,
  client: { key: 'k', address: 'a', browser: false },
  cookies: {} as Input<'listInstances'>['cookies'],
}

async function arranged(scenario: string, { database = openDatabase(':memory:'), start = true } = {}) {
  const startAt = Date.UTC(2026, 10, 23, 2, 0, 0)
  const { host, clock, control } = createSimulatedHost({ scenario, seed: 1, startAt, real: null })
  const bus = createBus()
  const events: { name: BusEventName; payload: unknown }[] = []
  bus.subscribe((name, payload) => void events.push({ name, payload }))
  const faults: string[] = []
  const fault = (message: string, fields?: Record<string, unknown>) => void faults.push(`${message} ${fields?.error}`)
  let count = 0
  const moltbot = createMoltbot({
    host,
    clock,
    ids: { id: (prefix) => `${prefix}_${++count}`, secret: () => 's', below: () => 0 },
    random: () => 0.5,
    database,
    bus,
    log: { info: () => undefined, warn: fault, error: fault },
    nodeId: 'n',
    moltbotHome: null,
    managed: () => [],
    onSecret: () => undefined,
    redact: (text) => text.replaceAll('legacyPort', '[hidden]'),
  })
  if (start) await moltbot.start()
  const status = (query: { instance_id?: string } = {}) =>
    moltbot.handlers.getMoltbotStatus({ ...rest, query, path: {}, body: undefined } as Parameters<
      Handlers['getMoltbotStatus']
    >[0])
  const list = () =>
    moltbot.handlers.listInstances({ ...rest, query: {}, path: {}, body: undefined } as Parameters<
      Handlers['listInstances']
    >[0])
  const timeline = () =>
    moltbot.handlers.getMoltbotTimeline({ ...rest, query: {}, path: {}, body: undefined } as Parameters<
      Handlers['getMoltbotTimeline']
    >[0])
  const update = (id: string, body: Parameters<Handlers['updateInstance']>[0]['body']) =>
    moltbot.handlers.updateInstance({ ...rest, query: {}, path: { id }, body } as Parameters<
      Handlers['updateInstance']
    >[0])
  const seconds = (count: number) => clock.advance(count * 1000)
  return { moltbot, clock, control, database, events, faults, status, list, timeline, update, seconds }
}

test.each([
  ['not-installed', 'not_installed', 'nothing_found'],
  ['healthy', 'running', 'ready'],
  ['starting-slow', 'starting', 'starting'],
  ['stopped', 'stopped', 'stopped_cleanly'],
  ['degraded', 'degraded', 'not_ready'],
  ['wedged', 'wedged', 'port_closed'],
  ['crash-loop', 'crash_looping', 'config_invalid'],
  ['gateway-disconnected', 'degraded', 'connection_refused'],
  ['token-mismatch', 'degraded', 'token_mismatch'],
  ['disk-low', 'running', 'ready'],
  ['invalid-config-edit', 'degraded', 'pending_invalid_edit'],
  ['noisy-logs', 'running', 'ready'],
  ['answers-html', 'degraded', 'answer_not_understood'],
  ['port-taken', 'stopped', 'stopped_cleanly'],
])('in the scenario %s it is %s because %s', async (scenario, state, code) => {
  const { moltbot, status, seconds, faults } = await arranged(scenario)
  await seconds(20)
  expect(await status()).toMatchObject({ state, reasons: [{ code }, ...((await status()).reasons?.slice(1) ?? [])] })
  expect(faults).toEqual([])
  await moltbot.stop()
})

test.each([
  ['disk-low', 'disk_low'],
  ['port-taken', 'port_owned_by_other'],
  ['invalid-config-edit', 'pending_invalid_edit'],
])('the scenario %s has the finding %s', async (scenario, id) => {
  const { moltbot, status } = await arranged(scenario)
  expect((await status()).findings?.map((finding) => finding.id)).toContain(id)
  await moltbot.stop()
})

test('before the first look nothing is claimed', async () => {
  const { status } = await arranged('healthy', { start: false })
  expect(await status()).toMatchObject({ state: 'unknown', running: false, reasons: [{ code: 'not_looked_yet' }] })
})

test('what was seen too long ago is not known any more', async () => {
  const { moltbot, status, clock } = await arranged('healthy')
  await moltbot.stop()
  await clock.advance(4000)
  expect((await status()).state).toBe('running')
  await clock.advance(1)
  expect(await status()).toMatchObject({
    state: 'unknown',
    running: false,
    gateway_connected: false,
    reasons: [{ code: 'evidence_old' }],
    observed_at: '2026-11-23T02:00:00.000Z',
  })
})

test('a status is told every two seconds, and a changed machine at once', async () => {
  const { moltbot, control, events, seconds, status } = await arranged('healthy')
  await seconds(10)
  const told = () => events.filter(({ name }) => name === 'status').length
  const before = told()
  await seconds(10)
  expect(told() - before).toBe(5)
  await control.change({ scenario: 'wedged' })
  await moltbot.onHostChanged()
  expect(await status()).toMatchObject({ gateway_connected: false, reasons: [{ code: 'port_closed' }] })
  await moltbot.stop()
})

test('an upgrade that somebody else made stands on the timeline', async () => {
  const { moltbot, timeline, seconds, status } = await arranged('upgrade-observed')
  await seconds(60)
  const { changes, bars, median_ms } = await timeline()
  expect(changes.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    'instance Found',
    'exit Stopped',
    'start Started again',
    'version 2026.9.6 installed, not from here',
    'state Running well',
  ])
  expect(bars).toHaveLength(289)
  expect(bars.at(-1)).toMatchObject({ state: 'well' })
  expect(median_ms).toBeGreaterThan(0)
  expect(await status()).toMatchObject({ restart_count_24h: 1, version: '2026.9.6' })
  await moltbot.stop()
})

test('a stop began when MoltBot ended, not when that was noticed', async () => {
  const { moltbot, seconds, status } = await arranged('upgrade-observed')
  await seconds(35)
  const { state, since, last_exit } = await status()
  expect(state).toBe('stopped')
  expect(since).toBe(last_exit?.at)
  await moltbot.stop()
})

test('two gateways are told apart, one may be named and made the default', async () => {
  const { moltbot, list, update, status, events } = await arranged('two-instances')
  const { items } = await list()
  expect(items.map(({ is_default, colour }) => [is_default, colour])).toEqual([
    [true, 'plum'],
    [false, 'slate'],
  ])
  const [first, second] = items
  const changed = await update(second?.id ?? '', { label: 'night shift', colour: 'rose', is_default: true })
  expect(changed).toMatchObject({ label: 'night shift', colour: 'rose', is_default: true })
  expect((await status()).instance_id).toBe(second?.id)
  expect((await status({ instance_id: first?.id ?? '' })).instance_id).toBe(first?.id)
  expect(moltbot.statuses().map(({ instance_id }) => instance_id)).toEqual([second?.id, first?.id])
  expect(events.filter(({ name }) => name === 'instances').length).toBeGreaterThan(0)
  await moltbot.stop()
})

test('an instance that is not there is not found', async () => {
  const { moltbot, status, update } = await arranged('healthy')
  await expect(status({ instance_id: 'in_none' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(update('in_none', { label: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  await moltbot.stop()
})

test('an instance keeps its id, its name and its history over another run of the agent', async () => {
  const database = openDatabase(':memory:')
  const first = await arranged('healthy', { database })
  const [instance] = (await first.list()).items
  await first.update(instance?.id ?? '', { label: 'mine' })
  await first.seconds(60)
  const before = await first.status()
  await first.moltbot.stop()
  const second = await arranged('healthy', { database })
  expect((await second.list()).items).toMatchObject([{ id: instance?.id, label: 'mine' }])
  expect(await second.status()).toMatchObject({ since: before.since, restart_count_24h: before.restart_count_24h })
  await second.moltbot.stop()
})

test('what MoltBot wrote is redacted before it is kept or told', async () => {
  const { moltbot, seconds, status, timeline, database, events } = await arranged('crash-loop')
  await seconds(20)
  const stored = await database.selectFrom('boots').selectAll().execute()
  expect(stored.some(({ message }) => message?.includes('[hidden]'))).toBe(true)
  for (const told of [await status(), await timeline(), stored, events])
    expect(JSON.stringify(told)).not.toContain('legacyPort')
  await moltbot.stop()
})

test('the owners of gateways are told, and where their state lies', async () => {
  const { moltbot } = await arranged('healthy')
  expect(moltbot.instanceOwners()).toEqual([1000])
  expect(moltbot.stateDirs()).toEqual([expect.stringContaining('.openclaw')])
  await moltbot.stop()
})

test('after stop nothing is looked at any more', async () => {
  const { moltbot, seconds, events } = await arranged('healthy')
  await moltbot.stop()
  const before = events.length
  await seconds(60)
  expect(events.length).toBe(before)
})
