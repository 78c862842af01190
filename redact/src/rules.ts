import { MULTI_LINE } from './key-block.ts'
import type { Rule } from './rule.ts'
import { createRuleSet } from './rule-set.ts'
import { chatTokens } from './rules/chat-tokens.ts'
import { credentials } from './rules/credentials.ts'
import { namedValues } from './rules/named-values.ts'
import { ownSecrets } from './rules/own-secrets.ts'
import { personal } from './rules/personal.ts'
import { platformKeys } from './rules/platform-keys.ts'
import { toldSecrets } from './rules/told-secrets.ts'

/** Every rule, the most telling first: where matches overlap, the first rule's class names the mark. */
export const rules: readonly Rule[] = [
  ...ownSecrets,
  ...chatTokens,
  ...platformKeys,
  ...credentials,
  ...toldSecrets,
  ...namedValues,
  ...personal,
]

/** The rules with the prefilter that all redactors share, which a private key over several lines passes as well. */
export const builtIn = createRuleSet(rules, MULTI_LINE)
