import type { Selectable } from 'kysely'
import type { Database } from '../../../core/database/open-database.ts'
import type { Tables } from '../../../core/database/tables.ts'
import type { Ids } from '../../../core/ids.ts'
import { evaluateRule, type RuleState } from '../judge/evaluate-rule.ts'
import { isQuiet } from '../judge/quiet-hours.ts'
import type { Reading, Target } from '../judge/reading.ts'
import { type Rule, ruleOf } from '../rules/rule.ts'
import { messageOf, titleOf } from './event-words.ts'
import { newDeliveries, queueResolved } from './new-deliveries.ts'
import { isSilenced } from './silence-store.ts'

type StateRow = Selectable<Tables['alert_states']>
type EventRow = Selectable<Tables['alert_events']>

export interface AlertBook {
  /** How every rule was judged last, by `stateKey`. */
  states(): Promise<Map<string, StateRow>>
  /**
   * Judges one reading and keeps what follows from it: the state, the event and what has to be sent stand in one
   * transaction, so that a cut at any point leaves all of it or nothing. Gives the id of the event that changed.
   */
  judge(rule: Rule, target: Target, reading: Reading, now: number): Promise<string | null>
  /** Drops how a rule was judged for an instance that is gone for good. */
  forget(ruleId: string, instanceId: string): Promise<void>
}

export interface AlertBookDeps {
  database: Database
  ids: Pick<Ids, 'id'>
  nodeId: string
}

/** While it goes on being bad, the moment of that is written only so often. */
const writeEveryMs = 20_000

export const stateKey = (ruleId: string, instanceId: string | null): string => `${ruleId} ${instanceId ?? ''}`

/** Where it is decided that something is raised, once. */
export function createAlertBook({ database, ids, nodeId }: AlertBookDeps): AlertBook {
  async function raise(transaction: Database, rule: Rule, target: Target, reading: Reading, state: RuleState) {
    const now = state.since
    const { row, limits } = rule
    const silences = await transaction.selectFrom('alert_silences').selectAll().where('ends_at', '>', now).execute()
    const instanceId = target.instanceId ?? row.instance_id
    const isHeldBack = isSilenced(silences, { ruleId: row.id, instanceId }, now) || keepsQuiet(rule, now)
    const value = limits.counts === 'seconds' ? (now - (state.badSince ?? now)) / 1000 : reading.value
    const event: EventRow = {
      ...{ id: ids.id('ae'), node_id: nodeId, rule_id: row.id, rule_name: row.name },
      ...{ target: target.instanceId ?? '', instance_id: instanceId },
      ...{ condition: rule.condition.type, severity: row.severity, known: 1, value, threshold: limits.threshold },
      ...{ title: titleOf(rule, value, target), message: messageOf(rule, value, target, state.badSince ?? now) },
      ...{ raised_at: now, resolved_at: null, acknowledged_at: null, acknowledged_by_json: null, note: null },
      ...{ silenced: isHeldBack ? 1 : 0, evidence_json: JSON.stringify(reading.evidence.slice(0, 10)) },
    }
    await transaction.insertInto('alert_events').values(event).execute()
    const deliveries = await newDeliveries(transaction, rule, { ids, nodeId, event, isHeldBack })
    if (deliveries.length > 0) await transaction.insertInto('alert_deliveries').values(deliveries).execute()
    return event.id
  }

  async function resolve(transaction: Database, rule: Rule, eventId: string, now: number): Promise<void> {
    await transaction
      .updateTable('alert_events')
      .set({ resolved_at: now, known: 1 })
      .where('id', '=', eventId)
      .where('resolved_at', 'is', null)
      .execute()
    await queueResolved(transaction, rule, { ids, nodeId, eventId, now })
  }

  return {
    async states() {
      const rows = await database.selectFrom('alert_states').selectAll().execute()
      return new Map(rows.map((row) => [stateKey(row.rule_id, row.target === '' ? null : row.target), row]))
    },
    async forget(ruleId, instanceId) {
      await database
        .deleteFrom('alert_states')
        .where('rule_id', '=', ruleId)
        .where('target', '=', instanceId)
        .where('phase', '=', 'unknown')
        .execute()
    },
    judge: (rule, target, reading, now) =>
      database.transaction().execute(async (transaction) => {
        const key = { rule_id: rule.row.id, target: target.instanceId ?? '' }
        const current = await transaction
          .selectFrom('alert_rules')
          .selectAll()
          .where('id', '=', rule.row.id)
          .executeTakeFirst()
        // Changed or removed since the reading was taken for it.
        if (current?.revision !== rule.row.revision) return null
        const before = await transaction
          .selectFrom('alert_states')
          .selectAll()
          .where('rule_id', '=', key.rule_id)
          .where('target', '=', key.target)
          .executeTakeFirst()
        const last = before === undefined ? null : stateOf(before)
        const { state, step } = evaluateRule(ruleOf(current).limits, reading.value, last, now)
        if (!isWorthWriting(last, state)) return null

        let eventId = before?.event_id ?? null
        if (step === 'raised') eventId = await raise(transaction, rule, target, reading, state)
        if (step === 'resolved' && eventId !== null) await resolve(transaction, rule, eventId, now)
        const isOpen = state.phase === 'firing'
        if (isOpen && last?.known !== state.known && step === null && eventId !== null)
          await transaction
            .updateTable('alert_events')
            .set({ known: flag(state.known) })
            .where('id', '=', eventId)
            .execute()
        const row = { ...key, ...rowOf(state), event_id: isOpen ? eventId : null }
        await transaction
          .insertInto('alert_states')
          .values(row)
          .onConflict((conflict) => conflict.columns(['rule_id', 'target']).doUpdateSet(row))
          .execute()
        const changed = step !== null || (isOpen && last?.known !== state.known)
        return changed ? eventId : null
      }),
  }
}

/** In quiet hours only what is critical is sent, unless that is to wait too. */
export function keepsQuiet({ quietHours, row }: Rule, now: number): boolean {
  if (quietHours === null || (row.severity === 'critical' && !quietHours.critical_too)) return false
  return isQuiet(quietHours, now)
}

/** Whether a judgement says anything that the last one did not. */
export function isWorthWriting(last: RuleState | null, next: RuleState): boolean {
  if (last === null || last.phase !== next.phase || last.known !== next.known || last.badSince !== next.badSince)
    return true
  // A firing rule does not need the moment, only one that waits to be raised.
  return next.phase === 'pending' && (next.lastBadAt ?? 0) - (last.lastBadAt ?? 0) >= writeEveryMs
}

export function stateOf(row: StateRow): RuleState {
  return {
    ...{ phase: row.phase, since: row.since, badSince: row.bad_since, lastBadAt: row.last_bad_at },
    ...{ clearedAt: row.cleared_at, known: row.known === 1 },
  }
}

const rowOf = (state: RuleState) => ({
  ...{ phase: state.phase, since: state.since, bad_since: state.badSince, last_bad_at: state.lastBadAt },
  ...{ cleared_at: state.clearedAt, known: flag(state.known) },
})

const flag = (yes: boolean): 0 | 1 => (yes ? 1 : 0)
