import { isAnchored, type Match, matchRule } from './rule.ts'
import { chatTokens } from './rules/chat-tokens.ts'
import { credentials } from './rules/credentials.ts'
import { namedValues } from './rules/named-values.ts'
import { platformKeys } from './rules/platform-keys.ts'

/** Rules that share one list of anchors, so that it is looked for once. */
const shapes = [
  ...Map.groupBy([...chatTokens, ...platformKeys, ...credentials, ...namedValues], (rule) => rule.anchors),
]

/** True when a text holds a key or a credential of a known form; personal data does not count. */
export function holdsSecret(text: string): boolean {
  const lower = text.toLowerCase()
  const found: Match[] = []
  for (const [anchors, rules] of shapes) {
    if (!isAnchored(anchors, text, lower)) continue
    for (const rule of rules) matchRule(rule, 0, text, found)
    if (found.length > 0) return true
  }
  return false
}
