import { sql } from 'kysely'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'
import { tokenLivesMs, waitsMs } from './confirmation-rows.ts'

/** More would only tire the person who has to read them. */
const mostWaiting = 100
const mostWaitingOfOne = 20
/** Also of those that were decided: each is written into the audit log and the database, whoever denies it again. */
const mostMadeOfOne = 2000
const mostBytesOfOne = 8 * 1024 * 1024
const mostSubjects = 1000
const mostKept = 1000
const mostKeptBytes = 32 * 1024 * 1024
const keptMs = 90 * 24 * 3_600_000
const forgetEveryMs = 60_000

/** @throws Problem rate_limited when too many wait */
export async function demandRoom(
  { database, clock }: { database: Database; clock: Clock },
  subject: string,
): Promise<void> {
  const waiting = await database
    .selectFrom('confirmations')
    .select(['proposed_by_json', 'expires_at'])
    .where('status', '=', 'pending')
    .where('expires_at', '>', clock.now())
    .execute()
  const own = waiting.filter((row) => JSON.parse(row.proposed_by_json).subject === subject)
  if (waiting.length < mostWaiting && own.length < mostWaitingOfOne) return
  const first = Math.min(...(own.length >= mostWaitingOfOne ? own : waiting).map((row) => row.expires_at))
  throw tooMany(first - clock.now())
}

/** What each subject proposed within five minutes, also what was decided at once. */
export interface Made {
  /** @throws Problem rate_limited when a proposal of so many bytes is too much */
  add(subject: string, bytes: number): void
}

/** In memory, by monotonic time: a restart of the agent takes longer than what it forgives. */
export function createMade(clock: Clock): Made {
  const made = new Map<string, { since: number; count: number; bytes: number }>()
  return {
    add(subject, bytes) {
      const now = clock.monotonic()
      const known = made.get(subject)
      const window = known && now - known.since < waitsMs ? known : { since: now, count: 0, bytes: 0 }
      if (window.count >= mostMadeOfOne || window.bytes + bytes > mostBytesOfOne) {
        throw tooMany(window.since + waitsMs - now)
      }
      made.delete(subject)
      made.set(subject, { ...window, count: window.count + 1, bytes: window.bytes + bytes })
      const [oldest] = made.keys()
      if (made.size > mostSubjects && oldest !== undefined) made.delete(oldest)
    },
  }
}

function tooMany(forMs: number): Problem {
  return new Problem('rate_limited', 'Too many proposals. Decide those that wait first, or wait until they end.', {
    retryAfterSeconds: Math.max(1, Math.ceil(forMs / 1000)),
  })
}

/** Removes what is over and too old, too many or too large to keep, once a minute at most; the audit log has it all. */
export function createForgetOld({ database, clock }: { database: Database; clock: Clock }): () => Promise<void> {
  let lastAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.monotonic() - lastAt < forgetEveryMs) return
    lastAt = clock.monotonic()
    const now = clock.now()
    await sql`
      delete from confirmations where expires_at < ${now - tokenLivesMs - waitsMs} and id in (
        select id from (
          select id, proposed_at,
            row_number() over newest_first as place,
            sum(octet_length(params_json) + octet_length(plan_json)) over newest_first as bytes
          from confirmations window newest_first as (order by proposed_at desc, id desc)
        ) where place > ${mostKept} or bytes > ${mostKeptBytes} or proposed_at < ${now - keptMs}
      )`.execute(database)
  }
}
