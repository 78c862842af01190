import type { Role } from '../../core/actor.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { Problem } from '../../core/problem.ts'
import { noDeviceYet } from './first-device.ts'
import { pairingLifeMs } from './pairing-rows.ts'

export interface LinksDeps {
  database: Database
  keys: AgentKeys
  clock: Clock
  ids: Ids
  /** Where a browser reaches this agent, such as `http://127.0.0.1:7337`. */
  origin(): string
}

export interface Links {
  /** Makes a link for one browser. Without a role: owner for the first device, else viewer. */
  create(role?: Role): Promise<{ url: string; role: Role }>
  /**
   * Uses a link up and gives its role.
   * @throws Problem link_invalid
   */
  consume(transaction: Database, secret: string): Promise<Role>
}

const mostLinks = 100

/** One-time links of the host. The secret stands in the fragment of the address, so that no server's log ever has it. */
export function createLinks({ database, keys, clock, ids, origin }: LinksDeps): Links {
  return {
    async create(asked) {
      const role = asked ?? ((await noDeviceYet(database)) ? 'owner' : 'viewer')
      const now = clock.now()
      const secret = `mol_${ids.secret(32)}`
      const newest = database
        .selectFrom('pairing_links')
        .select('hash')
        .orderBy('created_at', 'desc')
        .limit(mostLinks - 1)
      await database
        .deleteFrom('pairing_links')
        .where((row) => row.or([row('expires_at', '<=', now), row('hash', 'not in', newest)]))
        .execute()
      await database
        .insertInto('pairing_links')
        .values({ hash: keys.hash(secret), role, created_at: now, expires_at: now + pairingLifeMs, used_at: null })
        .execute()
      return { url: `${origin()}/console/#pair=${secret}`, role }
    },
    async consume(transaction, secret) {
      const now = clock.now()
      const used = await transaction
        .updateTable('pairing_links')
        .set({ used_at: now })
        .where('hash', '=', keys.hash(secret))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        // Made in the future means that the clock was set back since; the link must not live longer by that.
        .where('created_at', '<=', now + 60_000)
        .returning('role')
        .executeTakeFirst()
      if (!used)
        throw new Problem('link_invalid', 'This link was used or has ended. Make a new one: `moltbot-ops open`.')
      return used.role
    },
  }
}
