import type { Target } from '../judge/reading.ts'
import type { Rule } from '../rules/rule.ts'

/** What is so, in one line. */
export function titleOf({ condition }: Rule, value: number | null, { name }: Target): string {
  return condition.says(value, name)
}

/** What is so, since when, and what to do. */
export function messageOf(rule: Rule, value: number | null, target: Target, since: number): string {
  const at = `${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `${titleOf(rule, value, target)} (since ${at}). ${rule.condition.advice}`
}
