import type { Database } from '../../core/database/open-database.ts'
import type { ApprovalKey } from './signer-book.ts'

/** Keys of the devices that are paired now. */
export async function readDeviceKeys(database: Database): Promise<ApprovalKey[]> {
  const rows = await database
    .selectFrom('devices')
    .select(['id', 'public_key_json'])
    .where('revoked_at', 'is', null)
    .where('public_key_json', 'is not', null)
    .orderBy('paired_at')
    .execute()
  return rows.map(({ id, public_key_json }) => ({ device: id, publicKey: JSON.parse(public_key_json ?? '{}') }))
}
