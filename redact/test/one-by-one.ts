import { createKeyBlocks } from '../src/key-block.ts'
import { createKnownValues } from '../src/known-values.ts'
import { createLineRedactor } from '../src/line-redactor.ts'
import { createMarks } from '../src/marks.ts'
import { matchRule, type Rule } from '../src/rule.ts'
import type { RuleSet } from '../src/rule-set.ts'
import { createScanner } from '../src/scanner.ts'

/** Tries every rule on every text: the slow reference that the prefilter is measured by. */
export function oneByOne(rules: readonly Rule[]): Pick<RuleSet, 'rules' | 'match'> {
  return {
    rules,
    match: (text, rank, found) => {
      for (const [i, rule] of rules.entries()) matchRule(rule, rank + i, text, found)
    },
  }
}

/** Redacts whole bytes the slow way: as text, every line by every rule. */
export function redactOneByOne(
  bytes: Uint8Array,
  rules: readonly Rule[],
  knownValues: readonly (readonly [name: string, value: string])[],
): Uint8Array {
  const marks = createMarks()
  const known = createKnownValues()
  for (const [name, value] of knownValues) known.add(name, value)
  const scanner = createScanner({ ruleSets: [oneByOne(rules)], known, marks })
  const lines = createLineRedactor(scanner, createKeyBlocks(marks))
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return new TextEncoder().encode(lines.push(text) + lines.end())
}
