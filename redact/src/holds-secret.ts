import type { Match } from './rule.ts'
import { createRuleSet } from './rule-set.ts'
import { chatTokens } from './rules/chat-tokens.ts'
import { credentials } from './rules/credentials.ts'
import { namedValues } from './rules/named-values.ts'
import { platformKeys } from './rules/platform-keys.ts'

const shapes = createRuleSet([...chatTokens, ...platformKeys, ...credentials, ...namedValues])

/** True when a text holds a key or a credential of a known form; personal data does not count. */
export function holdsSecret(text: string): boolean {
  const found: Match[] = []
  shapes.match(text, 0, found)
  return found.length > 0
}
