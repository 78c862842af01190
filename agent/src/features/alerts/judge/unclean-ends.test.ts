import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { createUncleanEnds } from './unclean-ends.ts'

let database: Database
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.destroy())

const minute = 60_000

async function end(at: number, clean: 0 | 1 | null = 0, instanceId = 'in_1') {
  const boot = { node_id: 'ag_test', instance_id: instanceId, boot_id: null, pid: 1, start_ticks: 1, version: null }
  await database
    .insertInto('boots')
    .values({
      ...boot,
      ...{ id: `bt_${at}`, started_at: at - 1000, ready_at: null, ended_at: at, clean, exit_code: null, message: null },
    })
    .execute()
}

async function job(startedAt: number, endedAt: number | null, instanceId = 'in_1') {
  const words = { kind: 'ops_action', title: 'Restart', status: 'succeeded' as const, stage: null }
  const rest = { result_json: null, error_json: null, undo_json: null, confirmation_id: null, audit_event_id: null }
  await database
    .insertInto('jobs')
    .values({
      ...{ id: `jb_${startedAt}`, node_id: 'ag_test', instance_id: instanceId, ...words, ...rest },
      ...{ progress: 1, steps_json: '[]', state_json: '{}', last_line: 0, outcome: null, detail: null, audited: 1 },
      ...{ created_at: startedAt, started_at: startedAt, ended_at: endedAt },
    })
    .execute()
}

const count = (since: number) => createUncleanEnds(database)('in_1', since)

test('ends count that were no orderly ones, of this instance, since then', async () => {
  await end(1 * minute)
  await end(11 * minute)
  await end(12 * minute, 1)
  await end(13 * minute, null)
  await end(14 * minute, 0, 'in_2')
  expect(await count(10 * minute)).toBe(1)
})

test('what this agent brought about does not count, also where it had to kill', async () => {
  await job(10 * minute, 12 * minute)
  await end(11 * minute)
  await end(12 * minute + 4000)
  await end(12 * minute + 6000)
  expect(await count(9 * minute)).toBe(1)
})

test('a job that still runs covers everything since it began', async () => {
  await job(10 * minute, null)
  await end(9 * minute)
  await end(11 * minute)
  expect(await count(8 * minute)).toBe(1)
})

test('a job on another instance covers nothing', async () => {
  await job(10 * minute, null, 'in_2')
  await end(11 * minute)
  expect(await count(8 * minute)).toBe(1)
})
