import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { SshHostKey, SshTarget } from '../../../host/effects.ts'

/** A host key that a person confirmed. */
export interface KnownHost extends SshHostKey {
  /** When this key was confirmed first, ms since 1970. */
  firstSeen: number
  /** The subject that confirmed it. */
  confirmedBy: string
}

export interface KnownHosts {
  /** Null when nobody has confirmed a key of this host. */
  find(target: SshTarget): Promise<KnownHost | null>
  /** Keeps the key, in the place of another one that was confirmed before. */
  confirm(target: SshTarget, key: SshHostKey, confirmedBy: string): Promise<void>
}

export function createKnownHosts(deps: { database: Database; clock: Clock; nodeId: string }): KnownHosts {
  const { database, clock, nodeId } = deps
  const find = async ({ host, port }: SshTarget): Promise<KnownHost | null> => {
    const row = await database
      .selectFrom('known_hosts')
      .selectAll()
      .where('host', '=', host)
      .where('port', '=', port)
      .executeTakeFirst()
    if (!row) return null
    const { type, fingerprint, first_seen: firstSeen, confirmed_by: confirmedBy } = row
    return { type, fingerprint, firstSeen, confirmedBy }
  }
  return {
    find,
    async confirm(target, { type, fingerprint }, confirmedBy) {
      const known = await find(target)
      if (known?.fingerprint === fingerprint) return
      const values = { node_id: nodeId, type, fingerprint, first_seen: clock.now(), confirmed_by: confirmedBy }
      await database
        .insertInto('known_hosts')
        .values({ ...target, ...values })
        .onConflict((conflict) => conflict.columns(['host', 'port']).doUpdateSet(values))
        .execute()
    },
  }
}
