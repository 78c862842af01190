import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Ids } from '../../core/ids.ts'

export type Change = components['schemas']['TimelineChange']

const keepMs = 8 * 86_400_000
const maxChanges = 200

export interface ChangeStore {
  add(
    instanceId: string,
    change: { at: number; kind: Change['kind']; title: string; detail?: string | null; by?: string },
  ): Promise<Change>
  /** The newest changes since `from`, oldest first. */
  since(instanceId: string, from: number): Promise<Change[]>
  prune(now: number): Promise<void>
}

/** What changed on an instance, with its name and who did it. */
export function createChangeStore(database: Database, ids: Ids, nodeId: string): ChangeStore {
  return {
    async add(instanceId, { at, kind, title, detail = null, by = 'observed' }) {
      const id = ids.id('ch')
      await database
        .insertInto('changes')
        .values({ id, node_id: nodeId, instance_id: instanceId, at, kind, title, detail, by })
        .execute()
      return { id, at: isoTime(at), kind, title, detail, by }
    },
    async since(instanceId, from) {
      const rows = await database
        .selectFrom('changes')
        .selectAll()
        .where('instance_id', '=', instanceId)
        .where('at', '>=', from)
        .orderBy('at', 'desc')
        .limit(maxChanges)
        .execute()
      return rows
        .reverse()
        .map(({ id, at, kind, title, detail, by }) => ({ id, at: isoTime(at), kind, title, detail, by }))
    },
    async prune(now) {
      await database
        .deleteFrom('changes')
        .where('at', '<', now - keepMs)
        .execute()
    },
  }
}
