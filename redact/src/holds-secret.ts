import { isAnchored, type Match, matchRule } from './rule.ts'
import { chatTokens } from './rules/chat-tokens.ts'
import { credentials } from './rules/credentials.ts'
import { namedValues } from './rules/named-values.ts'
import { platformKeys } from './rules/platform-keys.ts'

const shapes = [...chatTokens, ...platformKeys, ...credentials, ...namedValues]

/** True when a text holds a key or a credential of a known form; personal data does not count. */
export function holdsSecret(text: string): boolean {
  const lower = text.toLowerCase()
  const found: Match[] = []
  for (const rule of shapes) {
    if (!isAnchored(rule.anchors, text, lower)) continue
    matchRule(rule, 0, text, found)
    if (found.length > 0) return true
  }
  return false
}
