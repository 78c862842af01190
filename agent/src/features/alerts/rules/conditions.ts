import type { components } from '@moltbot-ops/api/types'
import type { Limits } from '../judge/evaluate-rule.ts'

type Schemas = components['schemas']
export type ConditionType = Schemas['AlertRule']['condition']['type']

/** One thing that a rule can watch. Units and defaults of the first four are those of the contract. */
export interface Condition extends Pick<Limits, 'worse' | 'counts'> {
  type: ConditionType
  title: string
  /** As people read it after a number. */
  unit: string
  threshold: number
  clearThreshold: number
  forSeconds: number
  cooldownSeconds: number
  minimum: number
  maximum: number
  severity: Schemas['AlertSeverity']
  /** What is judged: one for the host, or one for each instance. */
  of: 'host' | 'instance'
  /** The words of a rule, after “Warn when”. */
  when(threshold: number): string
  /** What is so. `name` is the instance's, `value` null where none was measured. */
  says(value: number | null, name: string): string
  /** What a person does about it. */
  advice: string
}

const seconds = { counts: 'seconds', worse: 'above', clearThreshold: 0, forSeconds: 0 } as const
const level = { counts: 'level', worse: 'above' } as const

/** Every condition, by its name in the contract. */
export const conditions: Record<ConditionType, Condition> = {
  gateway_disconnected: {
    ...{ type: 'gateway_disconnected', title: 'MoltBot does not answer', unit: 'seconds', ...seconds },
    ...{ threshold: 60, cooldownSeconds: 60, minimum: 5, maximum: 86_400, severity: 'critical', of: 'instance' },
    when: (limit) => `MoltBot has not been connected for ${durationOf(limit)}`,
    says: (value, name) => `${name} has not been connected${value === null ? '' : ` for ${durationOf(value)}`}`,
    advice: 'Look at its status and its log; start or restart it.',
  },
  crash_loop: {
    ...{ type: 'crash_loop', title: 'MoltBot keeps crashing', unit: 'unclean ends in 10 minutes', ...level },
    ...{ threshold: 3, clearThreshold: 0, forSeconds: 0, cooldownSeconds: 300, minimum: 1, maximum: 100 },
    ...{ severity: 'critical', of: 'instance' },
    when: (limit) => `MoltBot has ended uncleanly ${timesOf(limit)} in 10 minutes`,
    says: (value, name) => `${name} has ended uncleanly ${timesOf(value ?? 0)} in 10 minutes`,
    advice:
      'Read the last lines of its log before it ended; a configuration that changed just before is a likely cause.',
  },
  disk_low: {
    ...{ type: 'disk_low', title: 'Disk nearly full', unit: 'percent free', counts: 'level', worse: 'below' },
    ...{ threshold: 10, clearThreshold: 13, forSeconds: 60, cooldownSeconds: 300, minimum: 1, maximum: 99 },
    ...{ severity: 'warning', of: 'host' },
    when: (limit) => `the fullest disk has less than ${limit} percent free`,
    says: (value) => `${roundOf(value)} % of the fullest disk is free`,
    advice: 'MoltBot stops writing when it is full. Delete old logs or backups.',
  },
  auth_failures: {
    ...{ type: 'auth_failures', title: 'Sign-ins are refused', unit: 'refusals in 5 minutes', ...level },
    ...{ threshold: 10, clearThreshold: 2, forSeconds: 0, cooldownSeconds: 300, minimum: 1, maximum: 10_000 },
    ...{ severity: 'warning', of: 'instance' },
    when: (limit) => `MoltBot has refused ${timesOf(limit)} to let somebody in within 5 minutes`,
    says: (value, name) => `${name} has refused ${timesOf(value ?? 0)} to let somebody in within 5 minutes`,
    advice: 'Somebody may be guessing its token, or a client has an old one. Its log names the address.',
  },
  high_memory: {
    ...{ type: 'high_memory', title: 'Memory nearly full', unit: 'percent of the memory of the host', ...level },
    ...{ threshold: 90, clearThreshold: 85, forSeconds: 300, cooldownSeconds: 300, minimum: 10, maximum: 99 },
    ...{ severity: 'warning', of: 'host' },
    when: (limit) => `at least ${limit} percent of the memory of this host is in use`,
    says: (value) => `${roundOf(value)} % of the memory of this host is in use`,
    advice:
      'The system ends the largest process when there is none left, which is often MoltBot. Restart it, or add memory.',
  },
  event_loop_stalled: {
    ...{ type: 'event_loop_stalled', title: 'MoltBot hangs', unit: 'milliseconds', ...level },
    ...{ threshold: 1000, clearThreshold: 500, forSeconds: 60, cooldownSeconds: 300, minimum: 50, maximum: 600_000 },
    ...{ severity: 'warning', of: 'instance' },
    when: (limit) => `the event loop of MoltBot is late by ${limit} milliseconds or more`,
    says: (value, name) => `The event loop of ${name} is late by ${roundOf(value)} ms`,
    advice: 'It answers late or not at all. Look at what it works on; restart it where it does not recover.',
  },
  config_invalid_pending: {
    ...{ type: 'config_invalid_pending', title: 'The next start will fail', unit: 'seconds', ...seconds },
    ...{ threshold: 30, cooldownSeconds: 60, minimum: 5, maximum: 86_400, severity: 'warning', of: 'instance' },
    when: (limit) =>
      `the configuration on disk has been invalid for ${durationOf(limit)} while MoltBot runs with the one before`,
    says: (_, name) => `The configuration of ${name} on disk is invalid; it runs with the one before`,
    advice: 'Its next start will fail. Put the last valid configuration back, or mend this one.',
  },
  log_growth: {
    ...{ type: 'log_growth', title: 'Logs grow fast', unit: 'MiB an hour', ...level },
    ...{ threshold: 500, clearThreshold: 250, forSeconds: 300, cooldownSeconds: 3600, minimum: 1, maximum: 1_000_000 },
    ...{ severity: 'warning', of: 'instance' },
    when: (limit) => `the logs of MoltBot grow by ${limit} MiB an hour or more`,
    says: (value, name) => `The logs of ${name} grow by ${roundOf(value)} MiB an hour`,
    advice: 'Look for what repeats in its log, or lower its level.',
  },
  unreachable_agent_data: {
    ...{ type: 'unreachable_agent_data', title: 'Nothing is known of MoltBot', unit: 'seconds', ...seconds },
    ...{ threshold: 300, cooldownSeconds: 300, minimum: 10, maximum: 86_400, severity: 'warning', of: 'instance' },
    when: (limit) => `nothing has been known of MoltBot for ${durationOf(limit)}`,
    says: (value, name) => `Nothing has been known of ${name}${value === null ? '' : ` for ${durationOf(value)}`}`,
    advice: 'It may run or not. The reasons stand in its status.',
  },
}

export function isConditionType(name: string): name is ConditionType {
  return Object.hasOwn(conditions, name)
}

/** As the capabilities of the agent list them. */
export function conditionInfos(): Schemas['AlertConditionInfo'][] {
  return Object.values(conditions).map((one) => ({
    ...{ type: one.type, title: one.title, unit: one.unit, threshold: one.threshold },
    ...{ clear_threshold: one.clearThreshold, for_seconds: one.forSeconds },
    ...{ minimum: one.minimum, maximum: one.maximum, severity: one.severity },
  }))
}

export function durationOf(secondsLong: number): string {
  const whole = Math.max(0, Math.round(secondsLong))
  const [size, word] =
    whole % 3600 === 0 && whole > 0 ? [3600, 'hour'] : whole % 60 === 0 && whole > 0 ? [60, 'minute'] : [1, 'second']
  const count = whole / Number(size)
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

export function timesOf(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${count} times`
}

const roundOf = (value: number | null) => (value === null ? 'An unknown share' : String(Math.round(value * 10) / 10))
