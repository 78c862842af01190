import { expect, test } from 'vitest'
import { openDatabase } from '../../core/database/open-database.ts'
import { createSharedAccount } from './shared-account.ts'

test('an account that MoltBot shared once stays shared when it is not seen any more', async () => {
  const database = openDatabase(':memory:')
  let seen = true
  const account = createSharedAccount({ database, isShared: () => seen })
  await account.start()
  await account.look()
  seen = false
  expect(account.wasShared()).toBe(true)
  const later = createSharedAccount({ database, isShared: () => seen })
  expect(later.wasShared()).toBe(false)
  await later.start()
  expect(later.wasShared()).toBe(true)
  await database.destroy()
})

test('an account that MoltBot never had is not shared', async () => {
  const database = openDatabase(':memory:')
  const account = createSharedAccount({ database, isShared: () => false })
  await account.start()
  await account.look()
  expect(account.wasShared()).toBe(false)
  expect(await database.selectFrom('settings').selectAll().execute()).toEqual([])
  await database.destroy()
})
