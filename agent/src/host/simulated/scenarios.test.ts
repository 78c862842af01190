import { afterEach, expect, test } from 'vitest'
import { createBus } from '../../core/bus.ts'
import { openDatabase } from '../../core/database/open-database.ts'
import { createSeededIds } from '../../core/ids.real.ts'
import type { Log } from '../../core/log.ts'
import { createMoltbot } from '../../features/moltbot/moltbot.ts'
import { scenarios } from './scenarios/scenarios.ts'
import { createSimulatedHost } from './simulated-host.ts'

/**
 * What the agent makes of each scenario after a minute, one row for each gateway: state, reasons, findings, and whether it
 * is connected. A change of the rules of status shows here as a change of this table.
 */
const table: Record<string, string[]> = {
  healthy: ['running · ready · connected'],
  'not-installed': ['not_installed · nothing_found · not connected'],
  'starting-slow': ['starting · starting · not connected'],
  stopped: ['stopped · stopped_cleanly · not connected'],
  killed: ['stopped · ended_uncleanly · not connected'],
  degraded: ['degraded · not_ready, event_loop_busy · connected'],
  wedged: ['wedged · port_closed · not connected'],
  'not-answering': ['wedged · not_answering · not connected'],
  'crash-loop': ['crash_looping · config_invalid · not connected'],
  'gateway-disconnected': ['degraded · connection_refused · not connected'],
  'token-mismatch': ['degraded · token_mismatch · not connected'],
  'disk-low': ['running · ready · disk_low · connected'],
  'invalid-config-edit': ['degraded · pending_invalid_edit · pending_invalid_edit · connected'],
  'noisy-logs': ['running · ready · connected'],
  'two-instances': ['running · ready · connected', 'running · ready · connected'],
  'port-taken': ['stopped · stopped_cleanly · port_owned_by_other · not connected'],
  'answers-html': ['degraded · answer_not_understood · not connected'],
  'upgrade-observed': ['running · ready · connected'],
  'docker-ready': ['not_installed · nothing_found · not connected'],
  'install-registry-down': ['not_installed · nothing_found · not connected'],
  'install-disk-full': ['not_installed · nothing_found · not connected'],
}

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const loud = (message: string, fields?: unknown): never => {
  throw new Error(message, { cause: fields })
}
const log: Log = { info: () => undefined, warn: loud, error: loud }

/** The real observer on the simulated machine; time moves only by `advance`. */
async function observe(scenario: string) {
  const simulated = createSimulatedHost({ scenario, seed: 1, startAt: Date.UTC(2026, 10, 23, 2, 7, 0), real: null })
  const { host, clock } = simulated
  const database = openDatabase(':memory:')
  const moltbot = createMoltbot({
    host,
    clock,
    ids: createSeededIds(1, 1),
    random: () => 0.5,
    database,
    bus: createBus(),
    log,
    nodeId: 'node_1',
    moltbotHome: null,
    managed: () => [],
    onSecret: () => undefined,
    redact: (text) => text,
  })
  ends.push(
    () => moltbot.stop(),
    () => database.destroy(),
  )
  await moltbot.start()
  return { ...simulated, moltbot }
}

type Status = ReturnType<Awaited<ReturnType<typeof observe>>['moltbot']['statuses']>[number]

function row({ state, reasons = [], findings = [], gateway_connected }: Status): string {
  const codes = reasons.map(({ code }) => code).join(', ')
  const ids = findings.map(({ id }) => id).join(', ')
  return [state, codes, ids, gateway_connected ? 'connected' : 'not connected'].filter(Boolean).join(' · ')
}

test('the table has a row for every scenario', () => {
  expect(Object.keys(table)).toEqual(scenarios.map(({ name }) => name))
})

test.each(Object.entries(table))('after a minute of %s the agent says so', async (name, rows) => {
  const { moltbot, clock } = await observe(name)
  await clock.advance(60_000)
  expect(moltbot.statuses().map(row)).toEqual(rows)
})

test('a slow start becomes running, and how long it took is known', async () => {
  const { moltbot, clock } = await observe('starting-slow')
  expect(moltbot.statuses()[0]).toMatchObject({ state: 'starting', startup: { elapsed_seconds: 26 } })
  await clock.advance(70_000)
  expect(moltbot.statuses()[0]).toMatchObject({ state: 'running', gateway_connected: true, startup: null })
})

test('an upgrade is seen as a stop, a start and another version', async () => {
  const { moltbot, clock } = await observe('upgrade-observed')
  expect(moltbot.statuses()[0]).toMatchObject({ version: '2026.9.5', restart_count_24h: 0 })
  await clock.advance(34_000)
  expect(moltbot.statuses()[0]).toMatchObject({ state: 'stopped', running: false })
  await clock.advance(26_000)
  expect(moltbot.statuses()[0]).toMatchObject({ state: 'running', version: '2026.9.6', restart_count_24h: 1 })
})

test('the agent follows when the scenario is changed under it', async () => {
  const { moltbot, control } = await observe('healthy')
  const states: unknown[] = []
  for (const scenario of ['wedged', 'healthy', 'crash-loop', 'not-installed', 'two-instances']) {
    await control.change({ scenario, advanceMs: 30_000 })
    states.push(moltbot.statuses().map(({ state }) => state))
  }
  expect(states).toEqual([['wedged'], ['running'], ['crash_looping'], ['not_installed'], ['running', 'running']])
})

test('a day passes in seconds, and the agent is up to date after it', async () => {
  const { moltbot, clock } = await observe('healthy')
  await clock.advance(86_400_000)
  expect(moltbot.statuses().map(row)).toEqual(table.healthy)
  const [status] = moltbot.statuses()
  expect(clock.now() - Date.parse(status?.observed_at ?? '')).toBeLessThan(5000)
}, 30_000)
