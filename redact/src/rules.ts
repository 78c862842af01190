import { MULTI_LINE } from './key-block.ts'
import type { Rule } from './rule.ts'
import { createRuleSet } from './rule-set.ts'
import { chatTokens } from './rules/chat-tokens.ts'
import { configSyntax } from './rules/config-syntax.ts'
import { credentials } from './rules/credentials.ts'
import { encoded } from './rules/encoded.ts'
import { messagingIds } from './rules/messaging-ids.ts'
import { namedValues } from './rules/named-values.ts'
import { nationalIds } from './rules/national-ids.ts'
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
  ...encoded,
  ...configSyntax,
  ...toldSecrets,
  ...namedValues,
  ...messagingIds,
  ...nationalIds,
  ...personal,
]

/** The rules with the prefilter that all redactors share, which a private key over several lines passes as well. */
export const builtIn = createRuleSet(rules, MULTI_LINE)
