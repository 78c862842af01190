import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import type { Tables } from '../../../core/database/tables.ts'
import type { Limits } from '../judge/evaluate-rule.ts'
import type { QuietHours } from '../judge/quiet-hours.ts'
import { type Condition, conditions, durationOf, isConditionType } from './conditions.ts'

type Schemas = components['schemas']
export type AlertRule = Schemas['AlertRule']
export type Channel = AlertRule['notify']['channels'][number]
export type RuleRow = Selectable<Tables['alert_rules']>

/** A rule as it is judged and told. Secrets stay sealed in its row. */
export interface Rule {
  row: RuleRow
  condition: Condition
  limits: Limits
  channels: Channel[]
  quietHours: QuietHours | null
}

/** @throws Error when the row names a condition that this version does not know */
export function ruleOf(row: RuleRow): Rule {
  if (!isConditionType(row.condition)) throw new Error(`No condition of this version is called ${row.condition}.`)
  const condition = conditions[row.condition]
  return {
    row,
    condition,
    limits: limitsOf(condition, row),
    channels: JSON.parse(row.channels_json),
    quietHours: row.quiet_hours_json === null ? null : JSON.parse(row.quiet_hours_json),
  }
}

type Chosen = Pick<RuleRow, 'threshold' | 'clear_threshold' | 'for_seconds' | 'cooldown_seconds'>

/** What was chosen, with the defaults of the condition for the rest. */
export function limitsOf(condition: Condition, chosen: Chosen): Limits {
  const threshold = chosen.threshold ?? condition.threshold
  return {
    ...{ worse: condition.worse, counts: condition.counts, threshold },
    clearThreshold: chosen.clear_threshold ?? defaultClear(condition, threshold),
    forMs: (chosen.for_seconds ?? condition.forSeconds) * 1000,
    cooldownMs: (chosen.cooldown_seconds ?? condition.cooldownSeconds) * 1000,
  }
}

/** As far beyond the threshold as the default one is beyond its own, and never out of range. */
function defaultClear(
  { counts, worse, threshold: usual, clearThreshold, maximum }: Condition,
  threshold: number,
): number {
  if (counts === 'seconds') return 0
  const beyond = Math.round((threshold * clearThreshold) / usual)
  return worse === 'above' ? Math.max(0, Math.min(beyond, threshold)) : Math.min(maximum, Math.max(beyond, threshold))
}

const verbs = { critical: 'Raise an alarm', warning: 'Warn', info: 'Tell' } as const

/** The rule in words. */
export function sentenceOf(condition: Condition, limits: Limits, severity: RuleRow['severity']): string {
  const held = limits.forMs === 0 ? '' : ` for ${durationOf(limits.forMs / 1000)}`
  return `${verbs[severity]} when ${condition.when(limits.threshold)}${held}.`
}
