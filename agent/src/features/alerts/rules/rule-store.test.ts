import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { createSeededIds } from '../../../core/ids.real.ts'
import { Problem } from '../../../core/problem.ts'
import { createAlertBook } from '../events/alert-book.ts'
import { planRule } from './plan-rule.ts'
import { type AlertRule, ruleOf } from './rule.ts'
import { createRuleStore, mostRules, type RuleStore } from './rule-store.ts'

let database: Database
let store: RuleStore
let told: string[]

beforeEach(() => {
  database = openDatabase(':memory:')
  told = []
  store = createRuleStore({
    ...{ database, clock: createFakeClock(), ids: createSeededIds(1, 1), nodeId: 'ag_test' },
    keys: { seal: (text) => Buffer.from(text).toString('hex'), open: (text) => Buffer.from(text, 'hex').toString() },
    onSecret: (_, value) => void told.push(value),
  })
})
afterEach(() => database.destroy())

const address = 'https://hooks.example/services/T0/B0'
const rule = (change: Partial<AlertRule> = {}, notify: Partial<AlertRule['notify']> = {}): AlertRule => ({
  ...{ name: 'Full disk', enabled: true, condition: { type: 'disk_low' }, for_seconds: 0 },
  notify: { channels: ['in_app'], allow_private_target: false, resolved: true, ...notify },
  ...change,
})
const withWebhook = (change: Partial<AlertRule> = {}, notify: Partial<AlertRule['notify']> = {}) =>
  rule(change, { channels: ['webhook'], webhook_url: address, ...notify })

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.code
  }
}

async function raise(id: string) {
  const book = createAlertBook({ database, ids: createSeededIds(2, 1), nodeId: 'ag_test' })
  const target = { instanceId: null, name: 'This host' }
  await book.judge(ruleOf(await store.demand(id)), target, { value: 5, evidence: [] }, 1000)
}

test('address and secret are sealed, told to the redactor, and read again for a message', async () => {
  const { row, madeSecret } = await store.save(withWebhook())
  expect(JSON.stringify(row)).not.toContain('services')
  expect(row.webhook_shown).toBe('https://hooks.example/…')
  expect(told).toEqual([madeSecret, address])
  expect(store.webhook(row)).toEqual({ url: address, secret: madeSecret })
})

test('an address that is left out or sent back as shown stays, and so does the secret', async () => {
  const { row, madeSecret } = await store.save(withWebhook())
  for (const webhook_url of [null, 'https://hooks.example/…']) {
    const again = await store.save(withWebhook({ id: row.id }, { webhook_url }))
    expect(again.madeSecret).toBeNull()
    expect(store.webhook(again.row)).toEqual({ url: address, secret: madeSecret })
  }
})

test('what is shown of an address is none', async () => {
  expect(await codeOf(store.save(withWebhook({}, { webhook_url: 'https://other.example/…' })))).toBe(
    'validation_failed',
  )
})

test('a rule without its channel forgets where it sent to', async () => {
  const { row } = await store.save(withWebhook())
  const { row: quiet } = await store.save(rule({ id: row.id }))
  expect([quiet.webhook_url_sealed, quiet.webhook_secret_sealed, quiet.webhook_shown]).toEqual([null, null, null])
  expect(await codeOf(store.save(withWebhook({ id: row.id }, { webhook_url: null })))).toBe('validation_failed')
})

test('what was raised is over once the rule is switched off, asks for something else, or is gone', async () => {
  for (const end of [
    (id: string) => store.save(rule({ id, enabled: false })).then(({ ended }) => ended),
    (id: string) => store.save(rule({ id, condition: { type: 'high_memory' } })).then(({ ended }) => ended),
    (id: string) => store.remove(id),
  ]) {
    const { row } = await store.save(rule())
    await raise(row.id)
    const [event] = await database.selectFrom('alert_events').selectAll().execute()
    expect(await end(row.id)).toEqual([event?.id])
    await database.deleteFrom('alert_events').execute()
    await database.deleteFrom('alert_deliveries').execute()
  }
})

test('another threshold goes on with what was raised', async () => {
  const { row } = await store.save(rule())
  await raise(row.id)
  expect((await store.save(rule({ id: row.id, condition: { type: 'disk_low', threshold: 20 } }))).ended).toEqual([])
})

test('what is not there cannot be changed, and there are not too many', async () => {
  expect(await codeOf(store.save(rule({ id: 'al_none' })))).toBe('not_found')
  expect(await codeOf(store.save(rule({ instance_id: 'in_none' })))).toBe('not_found')
  expect(await codeOf(store.remove('al_none'))).toBe('not_found')
  for (let count = 0; count < mostRules; count += 1) await store.save(rule())
  expect(await codeOf(store.save(rule()))).toBe('plan_impossible')
})

test('a plan says what is sent where, without what is secret, and stands on the rule as it is', async () => {
  const { row } = await store.save(rule())
  const asked = withWebhook({ id: row.id }, { channels: ['webhook', 'email'], email: 'op@b.example' })
  const plan = planRule(asked, row, 'mail.example:587')
  expect(plan.steps.map(({ id, title }) => [id, title])).toEqual([
    ['keep', 'Keep the rule: Warn when the fullest disk has less than 10 percent free.'],
    ['webhook', 'Call https://hooks.example/… when it is raised and when it is over'],
    ['email', 'Write to op@b.example when it is raised and when it is over'],
  ])
  expect(plan.basis).toEqual({ revision: 1, webhook: 'https://hooks.example/…', mail_server: 'mail.example:587' })
  expect(JSON.stringify(plan)).not.toContain('services')
})
