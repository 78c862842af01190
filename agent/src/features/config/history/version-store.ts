import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import type { Database } from '../../../core/database/open-database.ts'
import type { Tables } from '../../../core/database/tables.ts'
import { readCursor } from '../../../core/page.ts'

export type Person = NonNullable<components['schemas']['PersonOrNone']>
export type VersionRow = Selectable<Tables['config_versions']>

export interface NewVersion {
  hash: string
  at: number
  author: VersionRow['author']
  by: Person | null
  cause: string
  reason: string | null
  valid: boolean | null
  sizeBytes: number
  changedPaths: readonly string[]
  jobId: string | null
  auditEventId: string | null
}

/** Which versions the configuration of an instance has had, without what was in them. */
export interface VersionStore {
  latest(instanceId: string): Promise<VersionRow | null>
  /** The newest of this hash. */
  of(version: { instance_id: string; hash: string }): Promise<VersionRow | null>
  add(instanceId: string, version: NewVersion): Promise<void>
  /** What MoltBot thinks of a version, once it is known. */
  judge(id: string, valid: boolean): Promise<void>
  /** Newest first, one more than `limit`. @throws Problem validation_failed for a cursor of somebody else */
  page(instanceId: string, limit: number, cursor: string | undefined): Promise<VersionRow[]>
  /**
   * Hashes of the newest versions, and removes rows beyond a bound. Those that this agent wrote have a bound of their own:
   * MoltBot can write as many as it likes, and must not push them out.
   */
  prune(instanceId: string): Promise<string[]>
}

const keptRows = 500
const keptCopies = 50
/** Copies are up to a mebibyte each, and MoltBot can have many state directories: their disk is the agent's. */
const keptBytes = 8 * 1024 * 1024
const keptOwn = 20

export function createVersionStore(database: Database, nodeId: string): VersionStore {
  const ofInstance = (instanceId: string) =>
    database
      .selectFrom('config_versions')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
  return {
    latest: async (instanceId) => (await ofInstance(instanceId).limit(1).executeTakeFirst()) ?? null,
    of: async ({ instance_id: instanceId, hash }) =>
      (await ofInstance(instanceId).where('hash', '=', hash).limit(1).executeTakeFirst()) ?? null,
    async add(instanceId, version) {
      const newest = await ofInstance(instanceId).limit(1).executeTakeFirst()
      // The order of the rows is the order of the versions, also when the clock was set back.
      const at = Math.max(version.at, (newest?.at ?? 0) + 1)
      await database
        .insertInto('config_versions')
        .values({
          // Not from the common source of ids: when a file is noticed must not decide what others are called.
          id: `cv_${at.toString(36)}_${version.hash.slice(7, 15)}_${instanceId.slice(-12)}`,
          node_id: nodeId,
          instance_id: instanceId,
          hash: version.hash,
          at,
          author: version.author,
          by_json: version.by === null ? null : JSON.stringify(version.by),
          cause: version.cause,
          reason: version.reason,
          valid: version.valid === null ? null : version.valid ? 1 : 0,
          size_bytes: version.sizeBytes,
          changed_paths_json: JSON.stringify(version.changedPaths.slice(0, 50)),
          job_id: version.jobId,
          audit_event_id: version.auditEventId,
        })
        .execute()
    },
    async judge(id, valid) {
      await database
        .updateTable('config_versions')
        .set({ valid: valid ? 1 : 0 })
        .where('id', '=', id)
        .execute()
    },
    page(instanceId, limit, cursor) {
      const start = readCursor(cursor)
      const rows = ofInstance(instanceId).limit(limit + 1)
      if (start === null) return rows.execute()
      return rows
        .where((is) => is.or([is('at', '<', start.at), is.and([is('at', '=', start.at), is('id', '<', start.id)])]))
        .execute()
    },
    async prune(instanceId) {
      const own = await ofInstance(instanceId).where('author', '=', 'moltbot_ops').limit(keptOwn).execute()
      const [oldest] = await ofInstance(instanceId).offset(keptRows).limit(1).execute()
      if (oldest) {
        await database
          .deleteFrom('config_versions')
          .where('instance_id', '=', instanceId)
          .where('at', '<=', oldest.at)
          .where(
            'id',
            'not in',
            own.map(({ id }) => id),
          )
          .execute()
      }
      let bytes = 0
      const newest = (await ofInstance(instanceId).limit(keptCopies).execute()).filter(
        ({ size_bytes: size }, index) => {
          bytes += size
          return index === 0 || bytes <= keptBytes
        },
      )
      return [...newest, ...own].map(({ hash }) => hash)
    },
  }
}
