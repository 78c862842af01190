import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { Problem } from '../../../core/problem.ts'
import { createEventStore, type EventStore } from './event-store.ts'

let database: Database
let store: EventStore
beforeEach(() => {
  database = openDatabase(':memory:')
  store = createEventStore(database)
})
afterEach(() => database.destroy())

const day = 86_400_000
const anna = { subject: 'user:anna', device_id: 'dv_1', name: 'Anna’s laptop', via: 'browser' as const }

async function put(id: string, raisedAt: number, resolvedAt: number | null = null, instanceId: string | null = null) {
  const words = { rule_name: 'Full disk', condition: 'disk_low', severity: 'warning' as const, title: '', message: '' }
  await database
    .insertInto('alert_events')
    .values({
      ...{ id, node_id: 'ag_test', rule_id: `al_${id}`, target: '', instance_id: instanceId, ...words, known: 1 },
      ...{ value: 5, threshold: 10, raised_at: raisedAt, resolved_at: resolvedAt, acknowledged_at: null },
      ...{ acknowledged_by_json: null, note: null, silenced: 0, evidence_json: '[]' },
    })
    .execute()
  const delivery = { node_id: 'ag_test', event_id: id, rule_id: `al_${id}`, kind: 'raised' as const, target: null }
  await database
    .insertInto('alert_deliveries')
    .values({
      ...{ id: `dl_${id}`, ...delivery, channel: 'in_app', status: 'delivered', attempts: 1, created_at: raisedAt },
      ...{ next_attempt_at: null, delivered_at: raisedAt, receipt: null, error: null },
    })
    .execute()
}

const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)

test('events come newest first, page by page, with how many hold now', async () => {
  await put('ae_1', 1000, 2000)
  await put('ae_2', 3000)
  await put('ae_3', 3000)
  const first = await store.list({ limit: 2 })
  expect([ids(first), first.firing]).toEqual([['ae_3', 'ae_2'], 2])
  const second = await store.list({ limit: 2, cursor: String(first.next_cursor) })
  expect([ids(second), second.next_cursor]).toEqual([['ae_1'], null])
})

test('events are found by state, rule, time and instance; one of the host is of every instance', async () => {
  await put('ae_1', 1000, 2000)
  await put('ae_2', 3000, null, 'in_1')
  await put('ae_3', 5000, null, 'in_2')
  await store.acknowledge('ae_3', null, anna, 6000)
  expect(ids(await store.list({ state: 'resolved' }))).toEqual(['ae_1'])
  expect(ids(await store.list({ state: 'firing' }))).toEqual(['ae_2'])
  expect(ids(await store.list({ state: 'acknowledged' }))).toEqual(['ae_3'])
  expect(ids(await store.list({ rule_id: 'al_ae_2' }))).toEqual(['ae_2'])
  expect(ids(await store.list({ instance_id: 'in_1' }))).toEqual(['ae_2', 'ae_1'])
  const range = { from: new Date(2000).toISOString(), to: new Date(4000).toISOString() }
  expect(ids(await store.list(range))).toEqual(['ae_2'])
})

test('who saw it first stays, and what is over cannot be acknowledged', async () => {
  await put('ae_1', 1000)
  await store.acknowledge('ae_1', 'On it', anna, 2000)
  const again = await store.acknowledge('ae_1', 'Still on it', { ...anna, name: 'Somebody else' }, 3000)
  expect(again).toMatchObject({
    note: 'Still on it',
    acknowledged_by: anna,
    acknowledged_at: '1970-01-01T00:00:02.000Z',
  })
  await put('ae_2', 1000, 2000)
  const late = store.acknowledge('ae_2', null, anna, 3000)
  await expect(late).rejects.toMatchObject({ code: 'event_ended' })
  await expect(store.read('ae_none')).rejects.toBeInstanceOf(Problem)
})

test('what has been over for long is removed with its deliveries, what holds is not', async () => {
  await put('ae_1', day, 2 * day)
  await put('ae_2', day)
  await put('ae_3', 60 * day, 61 * day)
  await store.prune(100 * day)
  expect(ids(await store.list({}))).toEqual(['ae_3', 'ae_2'])
  expect(ids(await store.deliveries({}))).toEqual(['dl_ae_3', 'dl_ae_2'])
})
