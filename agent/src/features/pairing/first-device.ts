import type { Database } from '../../core/database/open-database.ts'

/** True until the first pairing: whoever comes first is owner unless the person at the host says otherwise. */
export async function noDeviceYet(database: Database): Promise<boolean> {
  return (await database.selectFrom('devices').select('id').limit(1).executeTakeFirst()) === undefined
}
