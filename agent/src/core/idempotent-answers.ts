import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import type { Database } from './database/open-database.ts'
import type { AgentKeys } from './keys.ts'
import { Problem } from './problem.ts'

/** An answer as it was given the first time. */
export interface GivenAnswer {
  status: number
  body: string
}

export interface IdempotentAnswers {
  /**
   * Runs `work` unless the same subject sent the same key for this operation within 24 hours; then its answer comes
   * again. A request that failed may be sent again with its key.
   * @throws Problem idempotency_conflict when the key names another request, or one that still runs
   */
  once(request: RepeatableRequest, work: () => Promise<GivenAnswer>): Promise<GivenAnswer>
}

export interface RepeatableRequest {
  subject: string
  operation: string
  key: string
  /** Hash of everything that was asked for. */
  requestHash: string
}

const keptMs = 24 * 3_600_000
const mostKept = 10_000
/** Who floods the agent with keys stops nobody else. */
const mostOfOne = 1000
const mostBytesOfOne = 16 * 1024 * 1024

/** Remembers what requests with an `Idempotency-Key` were answered, also across a restart of the agent. */
export function createIdempotentAnswers(deps: {
  database: Database
  clock: Clock
  keys: Pick<AgentKeys, 'hash'>
}): IdempotentAnswers {
  const { database, clock, keys } = deps
  const running = new Set<string>()

  /** What ran when the agent was killed has no answer; a job that it started says how that ended. */
  async function makeRoom(ofSubject: string): Promise<void> {
    await database
      .deleteFrom('idempotent_answers')
      .where('created_at', '<', clock.now() - keptMs)
      .execute()
    const counted = database
      .selectFrom('idempotent_answers')
      .select((all) => [all.fn.countAll<number>().as('count'), sql<number | null>`sum(octet_length(body))`.as('bytes')])
    const all = await counted.executeTakeFirstOrThrow()
    // Hashes are base64url, which has nothing above `z`.
    const own = await counted
      .where('key_hash', '>=', ofSubject)
      .where('key_hash', '<', `${ofSubject}~`)
      .executeTakeFirstOrThrow()
    if (all.count < mostKept && own.count < mostOfOne && (own.bytes ?? 0) < mostBytesOfOne) return
    throw new Problem('rate_limited', 'Too many requests with a key within a day. Wait, or send it without one.', {
      retryAfterSeconds: 3600,
    })
  }

  return {
    async once({ subject, operation, key, requestHash }, work) {
      const ofSubject = keys.hash(`idempotency ${subject}`).slice(0, 16)
      const key_hash = `${ofSubject}.${keys.hash(`idempotency ${subject} ${operation} ${key}`)}`
      if (running.has(key_hash)) {
        throw new Problem('idempotency_conflict', 'A request with this Idempotency-Key still runs.')
      }
      running.add(key_hash)
      try {
        await makeRoom(ofSubject)
        const known = await database
          .selectFrom('idempotent_answers')
          .selectAll()
          .where('key_hash', '=', key_hash)
          .executeTakeFirst()
        if (known && known.request_hash !== requestHash) {
          throw new Problem('idempotency_conflict', 'This Idempotency-Key was used for another request.')
        }
        if (known && known.status !== null && known.body !== null) return { status: known.status, body: known.body }
        const answer = await work()
        await database
          .insertInto('idempotent_answers')
          .values({ key_hash, request_hash: requestHash, ...answer, created_at: clock.now() })
          .onConflict((conflict) => conflict.column('key_hash').doUpdateSet({ ...answer }))
          .execute()
        return answer
      } finally {
        running.delete(key_hash)
      }
    },
  }
}
