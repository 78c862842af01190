import type { Database } from '../../core/database/open-database.ts'

export interface SharedAccountDeps {
  database: Database
  /** A MoltBot is seen now that runs, or would run, as the agent's own user. */
  isShared(): boolean
}

export interface SharedAccount {
  /** Reads what earlier runs of the agent saw. Before anybody is let in. */
  start(): Promise<void>
  /** Sees how it is now, and keeps it when it has to be kept. */
  look(): Promise<void>
  /** A MoltBot has shared the agent's user, now or ever. */
  wasShared(): boolean
}

const key = 'moltbot_shared_account'

/**
 * Remembers that MoltBot has shared the agent's user. It could move its state away and stop being seen, and what it
 * started under that user goes on: being at the host must not begin to prove something because of that.
 */
export function createSharedAccount({ database, isShared }: SharedAccountDeps): SharedAccount {
  let remembered = false
  let kept = false

  async function keep(): Promise<void> {
    kept = true
    const row = { key, value: '1' }
    try {
      await database
        .insertInto('settings')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
    } catch (error) {
      kept = false
      throw error
    }
  }

  function wasShared(): boolean {
    remembered ||= isShared()
    return remembered
  }

  return {
    wasShared,
    async start() {
      const row = await database.selectFrom('settings').select('key').where('key', '=', key).executeTakeFirst()
      if (row === undefined) return
      remembered = true
      kept = true
    },
    async look() {
      if (wasShared() && !kept) await keep()
    },
  }
}
