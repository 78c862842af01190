import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../core/database/open-database.ts'
import { openDatabase } from '../../../core/database/open-database.ts'
import { createSeededIds } from '../../../core/ids.real.ts'
import { createFate, type Fate, openMortalDatabase } from '../../jobs/test/mortal-database.ts'
import { ruleOf } from '../rules/rule.ts'
import { aRule } from '../test/alerts-at-work.ts'
import { createAlertBook } from './alert-book.ts'

/** Percent free, every ten seconds: well, then bad until it is raised, then over. */
const samples = [50, 9, 9, 9, 9, 9, 9, 9, 9, 9, 20, 30]
const host = { instanceId: null, name: 'This host' }

const folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-once-'))
const empty = join(folder, 'empty.db')
await prepare()
afterAll(() => rm(folder, { recursive: true }))

async function prepare(): Promise<void> {
  const database = openDatabase(empty)
  const channels = { channels_json: '["in_app","webhook"]', webhook_shown: 'https://hooks.example/…' }
  await database.insertInto('alert_rules').values(aRule(channels)).execute()
  await database.destroy()
}

/** Judges the samples from `from` on. Gives the one at which it died; null where it came to the end. */
async function judge(database: Database, start: number, from: number, fate: Fate | null): Promise<number | null> {
  const ids = createSeededIds(1, start)
  const book = createAlertBook({ database, ids, nodeId: 'ag_test' })
  const [row] = await database.selectFrom('alert_rules').selectAll().execute()
  if (row === undefined) throw new Error('The rule is gone.')
  for (const [index, value] of samples.entries()) {
    if (index < from) continue
    const judged = book.judge(ruleOf(row), host, { value, evidence: [] }, index * 10_000)
    const isAlive = fate === null ? judged.then(() => true) : Promise.race([judged.then(() => true), death(fate)])
    if (!(await isAlive)) return index
  }
  return null
}

/** Resolves once it is dead: what was waited for is then never answered. */
async function death(fate: Fate): Promise<false> {
  for (let turns = 0; turns < 1000; turns += 1) {
    if (fate.isDead()) return false
    await new Promise((done) => setImmediate(done))
  }
  throw new Error('It neither went on nor died.')
}

async function run(at: number | null) {
  const file = join(folder, `${at ?? 'whole'}.db`)
  await copyFile(empty, file)
  const fate = createFate(at)
  const first = openMortalDatabase(file, fate)
  const diedAt = await judge(first.database, 1, 0, fate)
  first.close()
  const database = openDatabase(file)
  // The next agent reads the machine anew: what was being judged at the cut is judged again.
  if (diedAt !== null) await judge(database, 2, diedAt, null)
  const events = await database.selectFrom('alert_events').selectAll().execute()
  const deliveries = await database.selectFrom('alert_deliveries').selectAll().execute()
  await database.destroy()
  return { events, deliveries, moments: fate.moments, diedAt }
}

const { moments: whole } = await run(null)

describe('killed', () => {
  test('at as many moments as it writes', () => {
    expect(whole.filter((name) => name.includes('alert_events'))).toHaveLength(4)
    expect(whole.length).toBeGreaterThan(15)
  })

  test.each([...whole, 'never'].map((name, index) => [index, name]))(
    'at moment %i (%s), it has raised and ended one event',
    async (at) => {
      const { events, deliveries, diedAt } = await run(Number(at))
      expect(diedAt === null).toBe(at === whole.length)
      expect(events).toHaveLength(1)
      expect(events[0]?.resolved_at).toBe(100_000)
      expect(deliveries.map(({ kind, channel }) => `${kind} ${channel}`).toSorted()).toEqual(
        ['raised in_app', 'raised webhook', 'resolved in_app', 'resolved webhook'].toSorted(),
      )
      expect(new Set(deliveries.map(({ event_id: id }) => id))).toEqual(new Set([events[0]?.id]))
    },
  )
})
