import { type Automaton, createAutomaton } from './prefilter/automaton.ts'
import { type Match, matchRule, type Rule } from './rule.ts'

/** Rules, and a prefilter made from their patterns that says in one pass over a text which of them are worth trying. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  /** Appends every match to `found`, ranked from `rank` on. */
  match(text: string, rank: number, found: Match[]): void
  /** False: none of the rules matches in the text. */
  mayMatch(text: string): boolean
  /**
   * Where in UTF-8 from `from` on a line stands that a rule may match or that `others` may, as the place of one of its
   * bytes, or -1. `from` must be the beginning of a line.
   */
  next(bytes: Uint8Array, from: number): number
}

/** `others` are patterns that only `next` looks for. */
export function createRuleSet(rules: readonly Rule[], others: readonly RegExp[] = []): RuleSet {
  let made: Automaton | undefined
  // when it is first needed, for many programs that could redact never do
  const automaton = (): Automaton => {
    made ??= createAutomaton([...rules.map(({ pattern }) => pattern), ...others])
    return made
  }
  return {
    rules,
    match(text, rank, found) {
      for (const i of automaton().candidates(text)) {
        const rule = rules[i]
        if (rule) matchRule(rule, rank + i, text, found)
      }
    },
    mayMatch: (text) =>
      automaton()
        .candidates(text)
        .some((i) => i < rules.length),
    next: (bytes, from) => automaton().next(bytes, from),
  }
}
