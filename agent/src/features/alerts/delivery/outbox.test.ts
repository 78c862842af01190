import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import type { DeliveryRow } from '../events/new-deliveries.ts'
import { DeliveryError } from './outbound.ts'
import { createOutbox, mostTries, type Outbox, waitMs } from './outbox.ts'

let database: Database
let clock: FakeClock
let sent: string[]
let logged: string[]
let answers: Map<string, () => Promise<string>>
let outbox: Outbox

beforeEach(() => {
  database = openDatabase(':memory:')
  clock = createFakeClock()
  sent = []
  logged = []
  answers = new Map()
  outbox = begin()
})
afterEach(async () => {
  await outbox.stop()
  await database.destroy()
  expect(logged).toEqual([])
})

function begin(): Outbox {
  const put = (message: string) => void logged.push(message)
  return createOutbox({
    ...{ database, clock, random: () => 0.5, log: { info: put, warn: put, error: put } },
    async send({ id }) {
      sent.push(id)
      return (answers.get(id) ?? (async () => 'ok'))()
    },
    onSettled: async () => undefined,
  })
}

async function put(id: string, change: Partial<DeliveryRow> = {}) {
  const row: DeliveryRow = {
    ...{ id, node_id: 'ag_test', event_id: null, rule_id: 'al_1', kind: 'raised', channel: 'webhook', target: null },
    ...{ status: 'waiting', attempts: 0, created_at: clock.now(), next_attempt_at: clock.now() },
    ...{ delivered_at: null, receipt: null, error: null },
    ...change,
  }
  await database.insertInto('alert_deliveries').values(row).execute()
  return row
}
const read = (id: string) =>
  database.selectFrom('alert_deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const settle = async () => {
  for (let turns = 0; turns < 20; turns += 1) await new Promise((done) => setImmediate(done))
}
const look = async () => {
  outbox.sendDue()
  await settle()
}
const fail = async (): Promise<string> => {
  throw new DeliveryError('It answered 500.')
}

test('what is due is sent, with its receipt', async () => {
  await put('dl_1')
  await look()
  expect(await read('dl_1')).toMatchObject({ status: 'delivered', attempts: 1, receipt: 'ok', next_attempt_at: null })
})

test('what failed is tried again later, under the same id, and given up after the last try', async () => {
  await put('dl_1')
  answers.set('dl_1', fail)
  await look()
  expect(await read('dl_1')).toMatchObject({ status: 'waiting', attempts: 1, error: 'It answered 500.' })
  await look()
  expect(sent).toHaveLength(1)
  for (let tries = 1; tries < mostTries; tries += 1) {
    clock.advance(waitMs(tries, 0.5))
    await look()
  }
  expect(sent).toEqual(Array.from({ length: mostTries }, () => 'dl_1'))
  expect(await read('dl_1')).toMatchObject({ status: 'dead', attempts: mostTries, next_attempt_at: null })
})

test('an hour of failures is outlived', async () => {
  const waits = Array.from({ length: mostTries - 1 }, (_, index) => waitMs(index + 1, 0))
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_600_000)
  expect(waitMs(1, 0)).toBeLessThan(waitMs(1, 0.99))
})

test('what the other side wants no more is given up at once', async () => {
  await put('dl_1')
  answers.set('dl_1', async () => {
    throw new DeliveryError('It answered 410.', { isFinal: true })
  })
  await look()
  expect(await read('dl_1')).toMatchObject({ status: 'dead', attempts: 1 })
})

test('a receiver that hangs holds up nobody else', async () => {
  const hangs = Promise.withResolvers<string>()
  await put('dl_1')
  await put('dl_2')
  await put('dl_3', { rule_id: 'al_2' })
  await put('dl_4', { channel: 'email' })
  answers.set('dl_1', () => hangs.promise)
  await look()
  expect(sent.toSorted()).toEqual(['dl_1', 'dl_3', 'dl_4'])
  hangs.resolve('late')
  await settle()
  expect((await read('dl_2')).status).toBe('delivered')
})

test('that it is over is not said before it was said that it began', async () => {
  await put('dl_1', { event_id: 'ae_1', next_attempt_at: clock.now() + 10_000 })
  await put('dl_2', { event_id: 'ae_1', kind: 'resolved' })
  await look()
  expect(sent).toEqual([])
  clock.advance(10_000)
  await look()
  expect(sent).toEqual(['dl_1', 'dl_2'])
})

test('a try is counted before it is made, so that a cut neither loses nor repeats it at once', async () => {
  await put('dl_1')
  answers.set('dl_1', () => new Promise(() => undefined))
  await look()
  // The agent dies here; the next one has the same database.
  outbox = begin()
  await outbox.start()
  await look()
  expect(sent).toEqual(['dl_1'])
  answers.delete('dl_1')
  clock.advance(waitMs(1, 0.5))
  await look()
  expect(await read('dl_1')).toMatchObject({ status: 'delivered', attempts: 2 })
})

test('a test that a cut left half done is given up', async () => {
  await put('dl_1', { kind: 'test', next_attempt_at: null })
  await outbox.start()
  expect(await read('dl_1')).toMatchObject({ status: 'dead', error: 'The agent was stopped.' })
})

test('one that is sent once is not tried again', async () => {
  const row = await put('dl_1', { kind: 'test', next_attempt_at: null })
  answers.set('dl_1', fail)
  expect(await outbox.sendOnce(row)).toMatchObject({ status: 'dead', error: 'It answered 500.' })
})
