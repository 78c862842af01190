import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { isoTime } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { Tables } from '../../../core/database/tables.ts'
import type { QueryOf, ResultOf } from '../../../core/handler.ts'
import { pageOf, readCursor } from '../../../core/page.ts'
import { Problem } from '../../../core/problem.ts'
import { deliveryView, timeOrNull } from '../delivery/delivery-view.ts'
import type { DeliveryRow } from './new-deliveries.ts'

type Schemas = components['schemas']
type EventRow = Selectable<Tables['alert_events']>
export type AlertEvent = Schemas['AlertEvent']

export interface EventStore {
  list(query: QueryOf<'listAlertEvents'>): Promise<ResultOf<'listAlertEvents'>>
  /** @throws Problem not_found */
  read(id: string): Promise<AlertEvent>
  /** A second acknowledgement changes the note and nothing else. @throws Problem not_found, event_ended */
  acknowledge(id: string, note: string | null, by: Schemas['Person'], now: number): Promise<AlertEvent>
  deliveries(query: QueryOf<'listDeliveries'>): Promise<ResultOf<'listDeliveries'>>
  /** Removes what has been over for long, and the oldest of too many. */
  prune(now: number): Promise<void>
}

const defaultLimit = 50
const keepMs = 90 * 86_400_000
const mostEvents = 10_000

/** What was raised, and what became of telling it. */
export function createEventStore(database: Database): EventStore {
  async function deliveriesOf(ids: string[]): Promise<Map<string, DeliveryRow[]>> {
    if (ids.length === 0) return new Map()
    const rows = await database
      .selectFrom('alert_deliveries')
      .selectAll()
      .where('event_id', 'in', ids)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return Map.groupBy(rows, ({ event_id: id }) => id ?? '')
  }

  async function read(id: string): Promise<AlertEvent> {
    const row = await database.selectFrom('alert_events').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new Problem('not_found', 'There is no such event.')
    return eventView(row, (await deliveriesOf([id])).get(id) ?? [])
  }

  return {
    read,
    async list({ instance_id, state, rule_id, from, to, limit = defaultLimit, cursor }) {
      const start = readCursor(cursor)
      let events = database.selectFrom('alert_events').selectAll()
      if (instance_id !== undefined)
        events = events.where(({ eb, or }) => or([eb('instance_id', 'is', null), eb('instance_id', '=', instance_id)]))
      if (rule_id !== undefined) events = events.where('rule_id', '=', rule_id)
      if (from !== undefined) events = events.where('raised_at', '>=', Date.parse(from))
      if (to !== undefined) events = events.where('raised_at', '<=', Date.parse(to))
      if (state === 'resolved') events = events.where('resolved_at', 'is not', null)
      else if (state !== undefined) {
        const operator = state === 'firing' ? 'is' : 'is not'
        events = events.where('resolved_at', 'is', null).where('acknowledged_at', operator, null)
      }
      if (start !== null)
        events = events.where(({ eb, or, and }) =>
          or([eb('raised_at', '<', start.at), and([eb('raised_at', '=', start.at), eb('id', '<', start.id)])]),
        )
      const rows = await events
        .orderBy('raised_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const deliveries = await deliveriesOf(rows.map(({ id }) => id))
      const { count } = await database
        .selectFrom('alert_events')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resolved_at', 'is', null)
        .executeTakeFirstOrThrow()
      const page = pageOf(
        rows,
        limit,
        ({ raised_at }) => raised_at,
        (row) => eventView(row, deliveries.get(row.id) ?? []),
      )
      return { ...page, firing: count }
    },
    async acknowledge(id, note, by, now) {
      await database.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('alert_events').selectAll().where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw new Problem('not_found', 'There is no such event.')
        if (row.resolved_at !== null) throw new Problem('event_ended', 'It is over already.')
        const first = { acknowledged_at: now, acknowledged_by_json: JSON.stringify(by) }
        await transaction
          .updateTable('alert_events')
          .set({ note: note ?? row.note, ...(row.acknowledged_at === null ? first : {}) })
          .where('id', '=', id)
          .execute()
      })
      return read(id)
    },
    async deliveries({ event_id, status, limit = defaultLimit, cursor }) {
      const start = readCursor(cursor)
      let deliveries = database.selectFrom('alert_deliveries').selectAll()
      if (event_id !== undefined) deliveries = deliveries.where('event_id', '=', event_id)
      if (status !== undefined) deliveries = deliveries.where('status', '=', status)
      if (start !== null)
        deliveries = deliveries.where(({ eb, or, and }) =>
          or([eb('created_at', '<', start.at), and([eb('created_at', '=', start.at), eb('id', '<', start.id)])]),
        )
      const rows = await deliveries
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return pageOf(rows, limit, ({ created_at }) => created_at, deliveryView)
    },
    async prune(now) {
      await database.transaction().execute(async (transaction) => {
        const oldest = await transaction
          .selectFrom('alert_events')
          .select('raised_at')
          .orderBy('raised_at', 'desc')
          .offset(mostEvents)
          .limit(1)
          .executeTakeFirst()
        const before = Math.max(now - keepMs, oldest?.raised_at ?? 0)
        await transaction
          .deleteFrom('alert_events')
          .where('resolved_at', 'is not', null)
          .where('raised_at', '<', before)
          .execute()
        await transaction
          .deleteFrom('alert_deliveries')
          .where('created_at', '<', before)
          .where('status', '!=', 'waiting')
          // Whoever was told of an event that still holds is told when it is over.
          .where(({ eb, or, selectFrom }) =>
            or([eb('event_id', 'is', null), eb('event_id', 'not in', selectFrom('alert_events').select('id'))]),
          )
          .execute()
        await transaction
          .deleteFrom('alert_silences')
          .where('ends_at', '<', now - keepMs)
          .execute()
      })
    },
  }
}

function eventView(row: EventRow, deliveries: DeliveryRow[]): AlertEvent {
  return {
    ...{ id: row.id, rule_id: row.rule_id, rule_name: row.rule_name, instance_id: row.instance_id },
    ...{ condition: row.condition, severity: row.severity, state: stateOf(row), known: row.known === 1 },
    ...{ title: row.title, message: row.message, value: row.value, threshold: row.threshold },
    ...{ raised_at: isoTime(row.raised_at), resolved_at: timeOrNull(row.resolved_at) },
    acknowledged_at: timeOrNull(row.acknowledged_at),
    acknowledged_by: row.acknowledged_by_json === null ? null : JSON.parse(row.acknowledged_by_json),
    ...{ note: row.note, silenced: row.silenced === 1, evidence: JSON.parse(row.evidence_json) },
    deliveries: deliveries.map(deliveryView),
  }
}

function stateOf({ resolved_at, acknowledged_at }: EventRow): AlertEvent['state'] {
  if (resolved_at !== null) return 'resolved'
  return acknowledged_at === null ? 'firing' : 'acknowledged'
}
