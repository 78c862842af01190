import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFakeClock } from './clock.fake.ts'
import { openDatabase } from './database/open-database.ts'
import { createLockouts, type Lockouts } from './lockouts.ts'

const rule = { name: 'pairing', limit: 3, windowMs: 60_000, lockMs: 300_000 }

function create(path = ':memory:', clock = createFakeClock()) {
  const database = openDatabase(path)
  return { clock, database, lockouts: createLockouts({ database, clock }, rule) }
}

const fail = (lockouts: Lockouts, key = 'a') => lockouts.attempt(key, (attempt) => attempt.count())
const pass = (lockouts: Lockouts, key = 'a') => lockouts.attempt(key, async () => 'in')

test('the third failure within a minute locks for five minutes, and says how long', async () => {
  const { clock, lockouts } = create()
  expect([await fail(lockouts), await fail(lockouts), await fail(lockouts)]).toEqual([false, false, true])
  await expect(pass(lockouts)).rejects.toMatchObject({ code: 'locked_out', retryAfterSeconds: 300 })
  clock.advance(299_001)
  await expect(pass(lockouts)).rejects.toMatchObject({ retryAfterSeconds: 1 })
  clock.advance(999)
  expect(await pass(lockouts)).toBe('in')
  expect(await fail(lockouts)).toBe(false)
})

test('a lock of one key is no lock of another', async () => {
  const { lockouts } = create()
  for (let count = 0; count < 3; count += 1) await fail(lockouts)
  expect(await pass(lockouts, 'b')).toBe('in')
})

test('failures of more than a minute ago are forgotten, and so are all after a success', async () => {
  const { clock, lockouts } = create()
  await fail(lockouts)
  await fail(lockouts)
  clock.advance(60_000)
  expect([await fail(lockouts), await fail(lockouts)]).toEqual([false, false])
  await lockouts.attempt('a', (attempt) => attempt.forgive())
  expect([await fail(lockouts), await fail(lockouts), await fail(lockouts)]).toEqual([false, false, true])
})

test('a burst of attempts at once passes no more than a slow one', async () => {
  const { lockouts } = create()
  let judged = 0
  const guess = () =>
    lockouts.attempt('a', async (attempt) => {
      judged += 1
      await attempt.count()
    })
  const results = await Promise.allSettled(Array.from({ length: 20 }, guess))
  expect(judged).toBe(3)
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(17)
})

test('only so many attempts wait in line; more are refused', async () => {
  const { lockouts } = create()
  const results = await Promise.allSettled(Array.from({ length: 40 }, () => pass(lockouts)))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(21)
})

test('a lock survives a restart of the agent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockouts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'agent.db')
  const { clock, database, lockouts } = create(path)
  for (let count = 0; count < 3; count += 1) await fail(lockouts)
  await database.destroy()
  const again = create(path, clock)
  await expect(pass(again.lockouts)).rejects.toMatchObject({ code: 'locked_out' })
  await again.database.destroy()
})

test('setting the clock back neither lengthens a lock nor forgives failures', async () => {
  const { clock, lockouts } = create()
  await fail(lockouts)
  await fail(lockouts)
  clock.setWall(clock.now() - 3_600_000)
  expect(await fail(lockouts)).toBe(true)
  clock.setWall(clock.now() - 3_600_000)
  await expect(pass(lockouts)).rejects.toMatchObject({ retryAfterSeconds: 300 })
  clock.advance(300_000)
  expect(await pass(lockouts)).toBe('in')
})

test('the number of remembered keys is bounded', async () => {
  const { clock, database, lockouts } = create()
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    ...{ key: `pairing old ${index}`, failures: 1, locked_until: null },
    window_started_at: clock.now() - 1000 - index,
  }))
  for (let at = 0; at < rows.length; at += 1000) {
    await database
      .insertInto('lockouts')
      .values(rows.slice(at, at + 1000))
      .execute()
  }
  await fail(lockouts, 'new')
  const kept = await database.selectFrom('lockouts').select('key').execute()
  expect(kept).toHaveLength(5000)
  expect(kept.map((row) => row.key)).not.toContain('pairing old 4999')
})
