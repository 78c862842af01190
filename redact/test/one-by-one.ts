import { matchRule, type Rule } from '../src/rule.ts'
import type { RuleSet } from '../src/rule-set.ts'

/** Tries every rule on every text: the slow reference that the prefilter is measured by. */
export function oneByOne(rules: readonly Rule[]): Pick<RuleSet, 'rules' | 'match'> {
  return {
    rules,
    match: (text, rank, found) => {
      for (const [i, rule] of rules.entries()) matchRule(rule, rank + i, text, found)
    },
  }
}
