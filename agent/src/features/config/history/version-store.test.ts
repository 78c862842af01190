import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { createVersionStore, type NewVersion, type VersionStore } from './version-store.ts'

let database: Database
let versions: VersionStore
beforeEach(() => {
  database = openDatabase(':memory:')
  versions = createVersionStore(database, 'ag_1')
})
afterEach(() => database.destroy())

const mebibyte = 1024 * 1024
const hashOf = (number: number) => `sha256:${String(number).padStart(64, '0')}`
const add = (number: number, more: Partial<NewVersion> = {}) =>
  versions.add('in_1', {
    ...{ hash: hashOf(number), at: number, author: 'person', by: null, cause: 'c', reason: null, valid: true },
    ...{ sizeBytes: 1000, changedPaths: [], jobId: null, auditEventId: null, ...more },
  })

test('the copies of large versions are fewer, and the newest is always one of them', async () => {
  for (let number = 1; number <= 20; number++) await add(number, { sizeBytes: mebibyte })
  expect(await versions.prune('in_1')).toEqual([20, 19, 18, 17, 16, 15, 14, 13].map(hashOf))
  await add(21, { sizeBytes: 9 * mebibyte })
  expect(await versions.prune('in_1')).toEqual([hashOf(21)])
})

test('rows beyond the bound go, but not those of what was approved', async () => {
  await add(1, { author: 'moltbot_ops' })
  for (let number = 2; number <= 510; number++) await add(number)
  const kept = await versions.prune('in_1')
  expect(kept).toHaveLength(51)
  expect(kept).toContain(hashOf(1))
  expect(await versions.of({ instance_id: 'in_1', hash: hashOf(1) })).not.toBeNull()
  expect(await versions.of({ instance_id: 'in_1', hash: hashOf(2) })).toBeNull()
})
