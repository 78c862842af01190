import { sql } from 'kysely'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'
import { tokenLivesMs, waitsMs } from './confirmation-rows.ts'

/** More would only tire the person who has to read them. */
const mostWaiting = 100
const mostWaitingOfOne = 20
/** Also of those that were decided: each is written into the audit log and the database, whoever denies it again. */
const mostMadeOfOne = 60
const mostKept = 1000
const mostKeptBytes = 32 * 1024 * 1024
const keptMs = 90 * 24 * 3_600_000

/** @throws Problem rate_limited when too many wait, or one subject made too many within five minutes */
export async function demandRoom(
  { database, clock }: { database: Database; clock: Clock },
  subject: string,
): Promise<void> {
  const now = clock.now()
  const recent = await database
    .selectFrom('confirmations')
    .select(['proposed_by_json', 'proposed_at', 'expires_at', 'status'])
    .where('expires_at', '>', now)
    .where('proposed_at', '<=', now)
    .execute()
  const mine = recent.filter((row) => JSON.parse(row.proposed_by_json).subject === subject)
  const waiting = recent.filter(({ status }) => status === 'pending')
  const waitingOfMine = mine.filter(({ status }) => status === 'pending')
  const full = mine.length >= mostMadeOfOne ? mine : waitingOfMine.length >= mostWaitingOfOne ? waitingOfMine : waiting
  if (full === waiting && waiting.length < mostWaiting) return
  const first = Math.min(...full.map((row) => row.expires_at))
  throw new Problem('rate_limited', 'Too many proposals wait already. Decide those first, or wait until they end.', {
    retryAfterSeconds: Math.max(1, Math.ceil((first - now) / 1000)),
  })
}

/** Removes what is over and too old, too many or too large to keep; the audit log has it all. */
export async function forgetOld({ database, clock }: { database: Database; clock: Clock }): Promise<void> {
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
