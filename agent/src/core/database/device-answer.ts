import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../clock.ts'
import type { Tables } from './tables.ts'

/** A paired device as the contract tells it. `thisDevice` is the id of the one that asks. */
export function deviceAnswer(row: Tables['devices'], thisDevice: string | null): components['schemas']['Device'] {
  return {
    id: row.id,
    name: row.name,
    user: row.user_id,
    role: row.role,
    key_fingerprint: row.key_fingerprint,
    paired_at: isoTime(row.paired_at),
    paired_by: row.paired_by,
    last_seen_at: row.last_seen_at === null ? null : isoTime(row.last_seen_at),
    this_device: row.id === thisDevice,
  }
}
