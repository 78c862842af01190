import { type ByteRedactor, createByteRedactor } from './byte-redactor.ts'
import { holdsSecret } from './holds-secret.ts'
import { redactJson } from './json-value.ts'
import { createKeyBlocks } from './key-block.ts'
import { createKnownValues } from './known-values.ts'
import { createLineRedactor, type LineRedactor } from './line-redactor.ts'
import { createMarks, marksIn } from './marks.ts'
import { explainRefusal, OperatorRuleError, readOperatorRules } from './operator-rules.ts'
import type { Rule } from './rule.ts'
import { createRuleSet } from './rule-set.ts'
import { builtIn, rules } from './rules.ts'
import { createScanner } from './scanner.ts'
import { Secret, secret } from './secret.ts'
import { isSecretListName, isSecretName } from './secret-names.ts'

export interface RedactorOptions {
  /** Secrets known by value, by the name that their mark shows. */
  readonly knownValues?: Iterable<readonly [name: string, value: string]>
  /** Rules before the built-in ones, as `readOperatorRules` gives them. */
  readonly extraRules?: readonly Rule[]
}

/**
 * One output's redaction: within it the same secret has the same mark (`[redacted:telegram-token#a1]`),
 * and marks are numbered by appearance, so they tell nothing about the secret.
 */
export interface Redactor {
  /** Redacts a whole text of any number of lines. */
  text(text: string): string
  /** A redacted copy of a JSON-like value: secrets by the name of their key, and by the rules inside strings. */
  value<T>(value: T): T
  /** Redacts a stream, with its own state for private keys over several lines. */
  lines(): LineRedactor
  /** The same for bytes, and far faster: lines that cannot hold anything are copied. */
  bytes(): ByteRedactor
  /** From now on hides this value too, also escaped, URL-encoded or in base64. False: too short to be looked for. */
  addKnown(name: string, value: string): boolean
  removeKnown(value: string): void
}

/**
 * Starts a redactor, with its own numbering of marks.
 * @throws TypeError when an extra rule's pattern could take more than linear time, or hides something else than it finds.
 */
export function createRedactor({ knownValues = [], extraRules = [] }: RedactorOptions = {}): Redactor {
  for (const { name, pattern } of extraRules) {
    const why = pattern.global ? explainRefusal(pattern) : 'its pattern needs the flag g'
    if (why) throw new TypeError(`Rule ${name} is refused: ${why}.`)
  }
  const known = createKnownValues()
  const marks = createMarks()
  for (const [name, value] of knownValues) known.add(name, value)
  const ruleSets = extraRules.length > 0 ? [createRuleSet(extraRules), builtIn] : [builtIn]
  const scanner = createScanner({ ruleSets, known, marks })
  const lines = () => createLineRedactor(scanner, createKeyBlocks(marks))
  const bytes = () => {
    const keys = createKeyBlocks(marks)
    return createByteRedactor({
      lines: createLineRedactor(scanner, keys),
      isHidingKey: keys.isOpen,
      lookouts: [known.next, ...ruleSets.map(({ next }) => next)],
    })
  }
  const text = (whole: string) => lines().line(whole)
  return {
    text,
    lines,
    bytes,
    // the copy has the shape of the original, with strings where secrets were
    value: <T>(value: T) => redactJson(value, { text, hide: (hidden) => marks.of('secret', hidden) }) as T,
    addKnown: known.add,
    removeKnown: known.remove,
  }
}

export {
  holdsSecret,
  isSecretListName,
  isSecretName,
  type LineRedactor,
  marksIn,
  OperatorRuleError,
  type Rule,
  readOperatorRules,
  rules,
  Secret,
  secret,
}
