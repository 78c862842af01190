import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { createSeededIds } from '../../../core/ids.real.ts'
import type { Ids } from '../../../core/ids.ts'
import { type RuleRow, ruleOf } from '../rules/rule.ts'
import { aRule } from '../test/alerts-at-work.ts'
import { createAlertBook } from './alert-book.ts'
import { releaseWithheld } from './release-withheld.ts'

let database: Database
let ids: Pick<Ids, 'id'>
beforeEach(() => {
  database = openDatabase(':memory:')
  ids = createSeededIds(1, 1)
})
afterEach(() => database.destroy())

const hour = 3_600_000
const night = Date.parse('2026-11-23T23:00:00Z')
const morning = Date.parse('2026-11-24T07:00:00Z')
const quiet = { from: '22:00', to: '07:00', time_zone: 'UTC', critical_too: false }
const rule: Partial<RuleRow> = {
  ...{ for_seconds: 0, channels_json: '["in_app","webhook"]', quiet_hours_json: JSON.stringify(quiet) },
}

async function raise(change: Partial<RuleRow>) {
  const row = aRule({ ...rule, ...change })
  await database.insertInto('alert_rules').values(row).execute()
  const book = createAlertBook({ database, ids, nodeId: 'ag_test' })
  const judge = (value: number, now: number) =>
    book.judge(ruleOf(row), { instanceId: null, name: 'This host' }, { value, evidence: [] }, now)
  await judge(5, night)
  return judge
}

async function webhooks() {
  const rows = await database.selectFrom('alert_deliveries').selectAll().where('channel', '=', 'webhook').execute()
  return rows.map(({ kind, status }) => `${kind} ${status}`)
}

test('in quiet hours nothing is sent, and what still holds is sent when they end', async () => {
  await raise({})
  expect(await webhooks()).toEqual(['raised withheld'])
  expect(await releaseWithheld(database, morning - hour)).toEqual([])
  expect(await releaseWithheld(database, morning)).toHaveLength(1)
  expect(await webhooks()).toEqual(['raised waiting'])
  expect(await releaseWithheld(database, morning + hour)).toEqual([])
})

test('what was over before they ended is not sent, neither that it began nor that it ended', async () => {
  const judge = await raise({})
  await judge(50, night + hour)
  expect(await releaseWithheld(database, morning)).toEqual([])
  expect(await webhooks()).toEqual(['raised withheld'])
})

test('what somebody has seen meanwhile is not sent', async () => {
  await raise({})
  await database.updateTable('alert_events').set({ acknowledged_at: night }).execute()
  expect(await releaseWithheld(database, morning)).toEqual([])
})

test('what is critical is sent at once, unless it is to wait too', async () => {
  await raise({ severity: 'critical' })
  expect(await webhooks()).toEqual(['raised waiting'])
  await raise({ id: 'al_2', severity: 'critical', quiet_hours_json: JSON.stringify({ ...quiet, critical_too: true }) })
  expect(await webhooks()).toEqual(['raised waiting', 'raised withheld'])
})

test('a silence for another instance holds nothing back', async () => {
  const base = { node_id: 'ag_test', reason: 'A test', by_json: '{}', created_at: 0 }
  const silence = { ...base, id: 'si_1', rule_id: null, instance_id: 'in_2', starts_at: 0, ends_at: morning }
  await database.insertInto('alert_silences').values(silence).execute()
  await raise({ quiet_hours_json: null })
  expect(await webhooks()).toEqual(['raised waiting'])
})
