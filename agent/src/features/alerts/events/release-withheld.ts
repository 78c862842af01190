import type { Database } from '../../../core/database/open-database.ts'
import { ruleOf } from '../rules/rule.ts'
import { keepsQuiet } from './alert-book.ts'
import { isSilenced } from './silence-store.ts'

/**
 * What was held back by a silence or quiet hours is sent when they end, if it still holds and nobody has seen it. Gives
 * the ids of the events that are told now.
 */
export async function releaseWithheld(database: Database, now: number): Promise<string[]> {
  const events = await database
    .selectFrom('alert_events')
    .selectAll()
    .where('silenced', '=', 1)
    .where('resolved_at', 'is', null)
    .where('acknowledged_at', 'is', null)
    .where('rule_id', 'is not', null)
    .execute()
  if (events.length === 0) return []
  const silences = await database.selectFrom('alert_silences').selectAll().where('ends_at', '>', now).execute()
  const rules = await database.selectFrom('alert_rules').selectAll().execute()
  const released: string[] = []
  for (const event of events) {
    const row = rules.find(({ id }) => id === event.rule_id)
    if (row === undefined) continue
    const about = { ruleId: row.id, instanceId: event.instance_id }
    if (isSilenced(silences, about, now) || keepsQuiet(ruleOf(row), now)) continue
    await database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('alert_deliveries')
        .set({ status: 'waiting', next_attempt_at: now })
        .where('event_id', '=', event.id)
        .where('status', '=', 'withheld')
        .execute()
      await transaction.updateTable('alert_events').set({ silenced: 0 }).where('id', '=', event.id).execute()
    })
    released.push(event.id)
  }
  return released
}
