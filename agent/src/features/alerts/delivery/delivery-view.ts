import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import type { DeliveryRow } from '../events/new-deliveries.ts'

type Schemas = components['schemas']

/** A delivery as the contract tells it. */
export function deliveryView(row: DeliveryRow): Schemas['Delivery'] {
  return {
    ...{ id: row.id, event_id: row.event_id, kind: row.kind, channel: row.channel, target: row.target },
    ...{ status: row.status, attempts: row.attempts, created_at: isoTime(row.created_at) },
    next_attempt_at: row.status === 'waiting' ? timeOrNull(row.next_attempt_at) : null,
    ...{ delivered_at: timeOrNull(row.delivered_at), receipt: row.receipt, error: row.error },
  }
}

export function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at)
}
