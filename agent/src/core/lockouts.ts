import type { Clock } from './clock.ts'
import type { Database } from './database/open-database.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { Problem } from './problem.ts'

export interface LockoutRule {
  /** What the table's keys begin with, such as `pairing`. */
  name: string
  /** How many may be counted within the window. */
  limit: number
  windowMs: number
  lockMs: number
}

export interface Attempt {
  /**
   * Counts one against the key and locks it when the count reaches `limit` (default: the rule's).
   * @returns whether the key is locked now
   */
  count(limit?: number): Promise<boolean>
  /** Forgets what was counted, after a success. */
  forgive(): Promise<void>
}

export interface Lockouts {
  /**
   * Runs an attempt, one at a time for each key, so that a burst cannot pass the limit.
   * @throws Problem locked_out while the key is locked
   */
  attempt<T>(key: string, task: (attempt: Attempt) => Promise<T>): Promise<T>
  /** The refusal that a locked key gets. */
  refusal(lockedForMs?: number): Problem
}

const dayMs = 24 * 60 * 60 * 1000
const mostRows = 5000

/** Counts and locks in the database, so that a restart of the agent forgives nothing. */
export function createLockouts({ database, clock }: { database: Database; clock: Clock }, rule: LockoutRule): Lockouts {
  const inTurn = createOneAtATime()

  function refusal(lockedForMs = rule.lockMs): Problem {
    return new Problem('locked_out', 'Too many attempts. Wait, then try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(lockedForMs / 1000)),
    })
  }

  async function read(key: string) {
    const row = await database.selectFrom('lockouts').selectAll().where('key', '=', key).executeTakeFirst()
    if (!row) return { failures: 0, windowStartedAt: clock.now(), lockedForMs: 0, known: false }
    // A clock that was set back must neither lengthen a lock nor forgive what was counted.
    const lockedUntil = row.locked_until === null ? null : Math.min(row.locked_until, clock.now() + rule.lockMs)
    if (lockedUntil !== row.locked_until) {
      await database.updateTable('lockouts').set({ locked_until: lockedUntil }).where('key', '=', key).execute()
    }
    const lockedForMs = lockedUntil === null ? 0 : lockedUntil - clock.now()
    const over = lockedUntil === null ? clock.now() - row.window_started_at >= rule.windowMs : lockedForMs <= 0
    if (over) return { failures: 0, windowStartedAt: clock.now(), lockedForMs: 0, known: true }
    const windowStartedAt = Math.min(row.window_started_at, clock.now())
    return { failures: row.failures, windowStartedAt, lockedForMs: Math.max(0, lockedForMs), known: true }
  }

  async function count(key: string, limit: number): Promise<boolean> {
    const seen = await read(key)
    if (!seen.known) await makeRoom()
    const failures = seen.failures + 1
    const locked = failures >= limit
    const values = {
      failures,
      window_started_at: seen.windowStartedAt,
      locked_until: locked ? clock.now() + rule.lockMs : null,
    }
    await database
      .insertInto('lockouts')
      .values({ key, ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      .execute()
    return locked
  }

  /** Keys come from outside, so their number is bounded: first what is over goes, then the oldest. */
  async function makeRoom(): Promise<void> {
    const now = clock.now()
    await database
      .deleteFrom('lockouts')
      .where('window_started_at', '<', now - dayMs)
      .where((row) => row.or([row('locked_until', 'is', null), row('locked_until', '<=', now)]))
      .execute()
    const newest = database
      .selectFrom('lockouts')
      .select('key')
      .orderBy('window_started_at', 'desc')
      .limit(mostRows - 1)
    await database.deleteFrom('lockouts').where('key', 'not in', newest).execute()
  }

  return {
    refusal,
    attempt(name, task) {
      const key = `${rule.name} ${name}`
      return inTurn(key, async () => {
        const { lockedForMs } = await read(key)
        if (lockedForMs > 0) throw refusal(lockedForMs)
        return task({
          count: (limit = rule.limit) => count(key, limit),
          async forgive() {
            await database.deleteFrom('lockouts').where('key', '=', key).execute()
          },
        })
      })
    },
  }
}
