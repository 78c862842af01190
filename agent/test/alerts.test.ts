import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../src/core/database/open-database.ts'
import { createWholeAgent } from './whole-agent.ts'

type Agent = Awaited<ReturnType<typeof createWholeAgent>>

let folder: string
let agent: Agent | null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-alerts-'))
  agent = null
})
afterEach(async () => {
  await agent?.stop()
  await rm(folder, { recursive: true })
})

const diskRule = {
  ...{ name: 'Full disk', enabled: true, condition: { type: 'disk_low' } },
  notify: { channels: ['in_app'] },
}

/** The agent on the same state as the one before it. */
async function begin(scenario: string): Promise<Agent> {
  agent = await createWholeAgent(scenario, 1, undefined, () => ({
    database: openDatabase(join(folder, 'agent.db')),
  }))
  return agent
}

async function end(): Promise<void> {
  expect(agent?.log.lines).toEqual([])
  await agent?.stop()
  agent = null
}

test('a disk that runs full is raised exactly once, also over a restart of the agent', async () => {
  const first = await begin('disk-low')
  const { body: rule } = await first.ask('POST', '/alerts/rules', diskRule)
  expect(rule.sentence).toBe('Warn when the fullest disk has less than 10 percent free for 1 minute.')
  await first.advance(80)
  const { body: raised } = await first.ask('GET', '/alerts/events')
  expect(raised.firing).toBe(1)
  expect(raised.items).toMatchObject([
    {
      ...{ rule_id: rule.id, condition: 'disk_low', state: 'firing', known: true, threshold: 10, silenced: false },
      deliveries: [{ channel: 'in_app', status: 'delivered', kind: 'raised' }],
    },
  ])
  const { body: judged } = await first.ask('GET', `/alerts/rules/${rule.id}`)
  expect(judged.state).toBe('firing')
  await end()

  const second = await begin('disk-low')
  await second.advance(120)
  const { body: after } = await second.ask('GET', '/alerts/events')
  expect(after.items.map(({ id }: { id: string }) => id)).toEqual(raised.items.map(({ id }: { id: string }) => id))
  expect(after.firing).toBe(1)
  await end()
})

test('what is over is said once too, and a healthy host raises nothing', async () => {
  const first = await begin('disk-low')
  await first.ask('POST', '/alerts/rules', diskRule)
  await first.advance(75)
  await end()

  const second = await begin('healthy')
  await second.advance(30)
  const { body } = await second.ask('GET', '/alerts/events')
  expect(body.firing).toBe(0)
  expect(body.items).toMatchObject([{ state: 'resolved', resolved_at: expect.any(String) }])
  expect(body.items[0].deliveries.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['raised', 'resolved'])
  await end()
})

test('what MoltBot refuses is counted in its log', async () => {
  const agent = await begin('token-mismatch')
  const condition = { type: 'auth_failures', threshold: 1 }
  const { body: rule } = await agent.ask('POST', '/alerts/rules', { ...diskRule, condition })
  await agent.advance(60)
  const { body } = await agent.ask('GET', `/alerts/rules/${rule.id}`)
  expect(body.state).toBe('firing')
})

test.each([
  ['crash-loop', { type: 'crash_loop' }, 120],
  ['gateway-disconnected', { type: 'gateway_disconnected' }, 150],
  ['wedged', { type: 'event_loop_stalled' }, 200],
  ['invalid-config-edit', { type: 'config_invalid_pending' }, 150],
])('%s raises %o once', async (scenario, condition, seconds) => {
  const agent = await begin(scenario)
  await agent.ask('POST', '/alerts/rules', { ...diskRule, condition })
  await agent.advance(seconds)
  const { body } = await agent.ask('GET', '/alerts/events')
  expect(body.items.map((event: { condition: string; title: string }) => event.condition)).toEqual([condition.type])
})
