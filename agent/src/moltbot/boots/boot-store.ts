import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Lock } from '../gateway/lock.ts'
import type { EndedBoot } from '../status/evidence.ts'

export type Boot = Selectable<Tables['boots']>

const dayMs = 86_400_000
const keepMs = 8 * dayMs
const maxDurations = 20
const maxCrashes = 200

export interface BootStore {
  /** Starts of an instance since then, oldest first. */
  since(instanceId: string, at: number): Promise<Boot[]>
  latest(instanceId: string): Promise<Boot | undefined>
  byId(id: string): Promise<Boot | undefined>
  /** Adds a start; one that is known already is left as it is. */
  add(boot: Boot): Promise<void>
  change(id: string, change: Partial<Boot>): Promise<void>
  lastExit(instanceId: string): Promise<EndedBoot | null>
  /** The newest ends since then that were no orderly ones, oldest first. */
  crashesSince(instanceId: string, at: number): Promise<EndedBoot[]>
  /** The last observed durations from start to ready, in milliseconds. */
  startDurations(instanceId: string): Promise<number[]>
  /**
   * Restarts in the 24 hours before `now`: starts that came after an earlier start of the same instance. The very first
   * start ever seen is no restart.
   */
  restarts24h(instanceId: string, now: number): Promise<number>
  prune(now: number): Promise<void>
}

/**
 * The name of a start: the same whoever sees it, also another run of the agent. One start writes two locks with the same
 * owner, some milliseconds apart, so their time tells starts apart only where no owner is named.
 */
export function bootIdOf(instanceId: string, { pid, startTicks, ownerId, createdAt }: Lock): string {
  return `bt_${digest([instanceId, pid, startTicks, ownerId === '' ? createdAt : ownerId])}`
}

/** The name of a start that only the log tells of. */
export function loggedBootId(instanceId: string, startedAt: number): string {
  return `bl_${digest([instanceId, startedAt])}`
}

function digest(parts: (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)
}

export function createBootStore(database: Database): BootStore {
  const of = (instanceId: string) => database.selectFrom('boots').selectAll().where('instance_id', '=', instanceId)
  return {
    since: (instanceId, at) => of(instanceId).where('started_at', '>=', at).orderBy('started_at').limit(1000).execute(),
    latest: (instanceId) => of(instanceId).orderBy('started_at', 'desc').limit(1).executeTakeFirst(),
    byId: (id) => database.selectFrom('boots').selectAll().where('id', '=', id).executeTakeFirst(),
    async add(boot) {
      await database
        .insertInto('boots')
        .values(boot)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
    async change(id, change) {
      await database.updateTable('boots').set(change).where('id', '=', id).execute()
    },
    async lastExit(instanceId) {
      const boot = await of(instanceId)
        .where('ended_at', 'is not', null)
        .orderBy('ended_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return boot ? endOf(boot) : null
    },
    async crashesSince(instanceId, at) {
      const boots = await of(instanceId)
        .where('ended_at', '>', at)
        .where('clean', '=', 0)
        .orderBy('ended_at', 'desc')
        .limit(maxCrashes)
        .execute()
      return boots.reverse().flatMap((boot) => endOf(boot) ?? [])
    },
    async startDurations(instanceId) {
      const boots = await of(instanceId)
        .where('ready_at', 'is not', null)
        .orderBy('started_at', 'desc')
        .limit(maxDurations)
        .execute()
      return boots.map(({ ready_at, started_at }) => (ready_at ?? started_at) - started_at).filter((took) => took > 0)
    },
    async restarts24h(instanceId, now) {
      const all = (at: number) =>
        database
          .selectFrom('boots')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('instance_id', '=', instanceId)
          .where('started_at', '>', at)
          // A clock that was wrong by years must not leave starts that count for years.
          .where('started_at', '<=', now + dayMs)
          .executeTakeFirstOrThrow()
      const [recent, ever] = await Promise.all([all(now - dayMs), all(0)])
      const firstIsRecent = recent.count === ever.count
      return Math.max(0, recent.count - (firstIsRecent ? 1 : 0))
    },
    async prune(now) {
      const latest = database
        .selectFrom('boots')
        .select(({ fn }) => fn.max('started_at').as('at'))
        .groupBy('instance_id')
      // The last start of each instance stays, or the next one would look like the first.
      await database
        .deleteFrom('boots')
        .where('started_at', '<', now - keepMs)
        .where('started_at', 'not in', latest)
        .execute()
    },
  }
}

export function endOf(boot: Boot): EndedBoot | null {
  if (boot.ended_at === null) return null
  return {
    at: boot.ended_at,
    clean: boot.clean === null ? null : boot.clean === 1,
    exitCode: boot.exit_code,
    message: boot.message,
  }
}
