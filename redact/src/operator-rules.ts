import { explainSlowPattern } from './linear-pattern.ts'
import { countWays } from './prefilter/count-ways.ts'
import { UnreadablePattern } from './prefilter/pattern-tree.ts'
import type { Rule } from './rule.ts'

const MOST_RULES = 100
const LONGEST_PATTERN = 1000
// how often a match may be tried anew from one place on; more would be felt on a long line
const MOST_WAYS = 1000
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/
const MEMBERS = new Set(['name', 'class', 'pattern', 'ignore_case'])

/** Thrown for rules that cannot be taken, with a sentence that says which one and why. */
export class OperatorRuleError extends Error {}

/**
 * Reads rules as an operator writes them in a configuration: a list of
 * `{ "name": "staff-number", "class": "staff-number", "pattern": "EMP-(\\d{6})", "ignore_case": true }`,
 * where `class` (the name, when left out) is what the mark says and group 1, when there is one, is what gets hidden.
 * A rule is taken only when it costs linear time on any text.
 * @throws OperatorRuleError
 */
export function readOperatorRules(config: unknown): readonly Rule[] {
  if (!Array.isArray(config)) throw new OperatorRuleError('The rules for redaction are not a list.')
  if (config.length > MOST_RULES) throw new OperatorRuleError(`There are more than ${MOST_RULES} rules for redaction.`)
  const names = new Set<string>()
  return config.map((entry: unknown, i) => {
    const rule = readRule(entry, `Rule ${i + 1} for redaction`)
    if (names.has(rule.name)) throw new OperatorRuleError(`Two rules for redaction have the name ${rule.name}.`)
    names.add(rule.name)
    return rule
  })
}

function readRule(entry: unknown, where: string): Rule {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new OperatorRuleError(`${where} is not an object with a name and a pattern.`)
  }
  const members = new Map<string, unknown>(Object.entries(entry))
  for (const member of members.keys()) {
    if (!MEMBERS.has(member))
      throw new OperatorRuleError(`${where} has a member that no rule has: ${member.slice(0, 40)}.`)
  }
  const name = readName(members.get('name'), `${where}: its name`)
  const label = members.has('class') ? readName(members.get('class'), `Rule ${name} for redaction: its class`) : name
  const source = members.get('pattern')
  const refuse = (why: string) => new OperatorRuleError(`Rule ${name} for redaction is refused: ${why}.`)
  if (typeof source !== 'string' || source === '') throw refuse('it has no pattern')
  if (source.length > LONGEST_PATTERN) throw refuse(`its pattern is longer than ${LONGEST_PATTERN} characters`)
  const ignoresCase = members.get('ignore_case') ?? false
  if (typeof ignoresCase !== 'boolean') throw refuse('ignore_case is neither true nor false')
  let pattern: RegExp
  try {
    pattern = new RegExp(source, ignoresCase ? 'gi' : 'g')
  } catch (cause) {
    throw new OperatorRuleError(`Rule ${name} for redaction is refused: its pattern is no regular expression.`, {
      cause,
    })
  }
  const why = explainRefusal(pattern)
  if (why) throw refuse(why)
  return { name, class: label, pattern }
}

function readName(name: unknown, what: string): string {
  if (typeof name === 'string' && NAME.test(name)) return name
  throw new OperatorRuleError(`${what} must be one to 40 characters of a-z, 0-9 and the dash.`)
}

/** Why a pattern cannot be a rule: it might take more than linear time, or hide something else than it finds. */
export function explainRefusal(pattern: RegExp): string | undefined {
  const slow = explainSlowPattern(pattern)
  if (slow) return `it could take more than linear time, for ${slow} (give repetitions a bound, as in {1,64})`
  try {
    if (countWays(pattern) > MOST_WAYS) {
      return 'it could take more than linear time, for some texts match it in too many ways (let what follows a repetition begin with a character that the repetition cannot read)'
    }
  } catch (error) {
    if (error instanceof UnreadablePattern) return error.message
    throw error
  }
  if (pattern.test('')) return 'it matches where there is nothing'
  return explainGroups(pattern.source)
}

/** The engine takes group 1 for the end of the match, so it must be that. */
function explainGroups(source: string): string | undefined {
  const bare = source.replaceAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, 'x')
  const opening = [...bare.matchAll(/\((?!\?(?:[:=!]|<[=!]))/g)]
  const [first, second] = opening
  if (second) return 'it has more than one group that captures (write the others as (?:…))'
  if (!first) return undefined
  let depth = 0
  let end = first.index
  do {
    if (bare[end] === '(') depth += 1
    if (bare[end] === ')') depth -= 1
    end += 1
  } while (depth > 0)
  return /^(?:\(\?[=!][^()]{0,1000}\)|\$)?$/.test(bare.slice(end))
    ? undefined
    : 'something follows the group that captures (what stands behind a secret belongs into a lookahead)'
}
