import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../../../core/database/open-database.ts'
import type { Tables } from '../../../core/database/tables.ts'
import type { Ids } from '../../../core/ids.ts'
import type { Channel, Rule } from '../rules/rule.ts'

type EventRow = Selectable<Tables['alert_events']>
export type DeliveryRow = Selectable<Tables['alert_deliveries']>
type NewDelivery = Insertable<Tables['alert_deliveries']>

/** So many wait at most; what comes then is given up at once, and says so. */
export const mostWaiting = 1000

/** So much of where a channel leads as is no secret. */
export function targetOf({ row }: Rule, channel: Channel): string | null {
  if (channel === 'webhook') return row.webhook_shown
  return channel === 'email' ? row.email : null
}

interface About {
  ids: Pick<Ids, 'id'>
  nodeId: string
  event: Pick<EventRow, 'id' | 'raised_at'>
  /** By a silence or quiet hours. */
  isHeldBack: boolean
}

/** What has to be sent of a new event, one row for each channel. The event itself is what the console shows. */
export async function newDeliveries(database: Database, rule: Rule, about: About): Promise<NewDelivery[]> {
  const room = mostWaiting - (await countWaiting(database))
  const at = about.event.raised_at
  let taken = 0
  return rule.channels.map((channel) => {
    const base = {
      ...{ id: about.ids.id('dl'), node_id: about.nodeId, event_id: about.event.id, rule_id: rule.row.id },
      ...{ kind: 'raised' as const, channel, target: targetOf(rule, channel), attempts: 0, created_at: at },
    }
    if (channel === 'in_app') return delivered(base, at)
    if (channel === 'push') return dead(base, 'Push is not enabled in this version.')
    if (about.isHeldBack) return { ...base, ...nothingYet, status: 'withheld' as const }
    taken += 1
    return taken > room ? dead(base, full) : { ...base, ...nothingYet, status: 'waiting' as const, next_attempt_at: at }
  })
}

/** Says that it is over, to everybody who was told or will be told that it began. */
export async function queueResolved(
  database: Database,
  rule: Rule,
  { ids, nodeId, eventId, now }: { ids: Pick<Ids, 'id'>; nodeId: string; eventId: string; now: number },
): Promise<void> {
  if (rule.row.tell_resolved === 0) return
  const told = await database
    .selectFrom('alert_deliveries')
    .select(['channel', 'status'])
    .where('event_id', '=', eventId)
    .where('kind', '=', 'raised')
    .where('status', 'in', ['waiting', 'delivered'])
    .where('channel', '!=', 'push')
    .execute()
  const room = mostWaiting - (await countWaiting(database))
  const rows = told
    .filter(({ channel }) => rule.channels.includes(channel))
    .map(({ channel }, index): NewDelivery => {
      const base = {
        ...{ id: ids.id('dl'), node_id: nodeId, event_id: eventId, rule_id: rule.row.id },
        ...{ kind: 'resolved' as const, channel, target: targetOf(rule, channel), attempts: 0, created_at: now },
      }
      if (channel === 'in_app') return delivered(base, now)
      return index >= room ? dead(base, full) : { ...base, ...nothingYet, status: 'waiting', next_attempt_at: now }
    })
  if (rows.length > 0) await database.insertInto('alert_deliveries').values(rows).execute()
}

const full = `${mostWaiting} messages were waiting already.`
const nothingYet = { next_attempt_at: null, delivered_at: null, receipt: null, error: null }

const delivered = <Base extends object>(base: Base, at: number) => ({
  ...base,
  ...nothingYet,
  status: 'delivered' as const,
  attempts: 1,
  delivered_at: at,
})
const dead = <Base extends object>(base: Base, error: string) => ({
  ...base,
  ...nothingYet,
  status: 'dead' as const,
  error,
})

async function countWaiting(database: Database): Promise<number> {
  const { count } = await database
    .selectFrom('alert_deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return count
}
