import type { Selectable } from 'kysely'
import { isoTime } from '../../../core/clock.ts'
import type { Tables } from '../../../core/database/tables.ts'
import { type AlertRule, type RuleRow, ruleOf, sentenceOf } from './rule.ts'

type StateRow = Selectable<Tables['alert_states']>

/** The worst that a rule says of anything it watches comes first. */
const order = ['firing', 'pending', 'unknown', 'ok'] as const

/** A rule as the contract tells it. `madeSecret` is shown in the answer that made it and never again. */
export function ruleView(row: RuleRow, states: readonly StateRow[], madeSecret: string | null = null): AlertRule {
  const { condition, limits, channels, quietHours } = ruleOf(row)
  const { state, since } = stateOf(row, states)
  return {
    ...{ id: row.id, name: row.name, enabled: row.enabled === 1 },
    condition: { type: condition.type, threshold: row.threshold },
    notify: {
      ...{ channels, webhook_url: row.webhook_shown, email: row.email, webhook_secret: madeSecret },
      ...{ allow_private_target: row.allow_private_target === 1, resolved: row.tell_resolved === 1 },
    },
    ...{ instance_id: row.instance_id, severity: row.severity, for_seconds: row.for_seconds },
    ...{ clear_threshold: row.clear_threshold, cooldown_seconds: row.cooldown_seconds, quiet_hours: quietHours },
    ...{ state, state_since: isoTime(since), sentence: sentenceOf(condition, limits, row.severity) },
    updated_at: isoTime(row.updated_at),
  }
}

function stateOf(row: RuleRow, states: readonly StateRow[]): { state: NonNullable<AlertRule['state']>; since: number } {
  if (row.enabled === 0) return { state: 'disabled', since: row.updated_at }
  for (const phase of order) {
    const since = states.filter((one) => one.phase === phase).map((one) => one.since)
    if (since.length > 0) return { state: phase, since: Math.min(...since) }
  }
  return { state: 'unknown', since: row.updated_at }
}
