import { type Automaton, createAutomaton } from './prefilter/automaton.ts'
import { type Match, matchRule, type Rule } from './rule.ts'

// the prefilter takes some 50 ms to make, and a program that starts has only a few lines to say
const WORTH_PREFILTER = 20_000

/** Rules, and a prefilter made from their patterns that says in one pass over a text which of them are worth trying. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  /** Appends every match to `found`, ranked from `rank` on. */
  match(text: string, rank: number, found: Match[]): void
  /**
   * Where in UTF-8 from `from` on a line stands that a rule may match or that `others` may, as the place of one of its
   * bytes, or -1. `from` must be the beginning of a line.
   */
  next(bytes: Uint8Array, from: number): number
}

/** `others` are patterns that only `next` looks for. */
export function createRuleSet(rules: readonly Rule[], others: readonly RegExp[] = []): RuleSet {
  const all = rules.map((_, i) => i)
  let made: Automaton | undefined
  let seen = 0
  const automaton = (): Automaton => {
    made ??= createAutomaton([...rules.map(({ pattern }) => pattern), ...others])
    return made
  }
  return {
    rules,
    match(text, rank, found) {
      seen += text.length
      for (const i of made || seen > WORTH_PREFILTER ? automaton().candidates(text) : all) {
        const rule = rules[i]
        if (rule) matchRule(rule, rank + i, text, found)
      }
    },
    next: (bytes, from) => automaton().next(bytes, from),
  }
}
