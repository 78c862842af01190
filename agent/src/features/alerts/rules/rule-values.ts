import { plainName } from '../../../core/plain-name.ts'
import { Problem } from '../../../core/problem.ts'
import { readTarget, shownTarget } from '../delivery/target.ts'
import { checkRule } from './check-rule.ts'
import type { AlertRule, RuleRow } from './rule.ts'

/** What of a rule may be kept, with the address still in clear. */
export type RuleValues = Pick<
  RuleRow,
  | 'name'
  | 'enabled'
  | 'condition'
  | 'threshold'
  | 'clear_threshold'
  | 'for_seconds'
  | 'cooldown_seconds'
  | 'instance_id'
  | 'severity'
  | 'channels_json'
  | 'tell_resolved'
  | 'allow_private_target'
  | 'email'
  | 'quiet_hours_json'
>

/** Where messages of a rule go: nowhere, where they went before, or to a new address. */
export type WebhookChange =
  | { to: 'nobody' }
  | { to: 'the same'; shown: string }
  | { to: 'another'; url: URL; shown: string }

/** @throws Problem validation_failed, target_not_allowed */
export function readRule(
  rule: AlertRule,
  existing: RuleRow | null,
  usualSeverity: RuleRow['severity'],
): { values: RuleValues; webhook: WebhookChange } {
  checkRule(rule)
  return { values: valuesOf(rule, usualSeverity), webhook: readWebhook(rule.notify, existing) }
}

function valuesOf(rule: AlertRule, usualSeverity: RuleRow['severity']): RuleValues {
  const { notify } = rule
  return {
    name: plainName(rule.name, 'Unnamed rule'),
    enabled: rule.enabled ? 1 : 0,
    condition: rule.condition.type,
    threshold: rule.condition.threshold ?? null,
    clear_threshold: rule.clear_threshold ?? null,
    for_seconds: rule.for_seconds ?? null,
    cooldown_seconds: rule.cooldown_seconds ?? null,
    instance_id: rule.instance_id ?? null,
    severity: rule.severity ?? usualSeverity,
    channels_json: JSON.stringify(notify.channels),
    tell_resolved: notify.resolved ? 1 : 0,
    allow_private_target: notify.allow_private_target ? 1 : 0,
    email: notify.channels.includes('email') ? (notify.email ?? null) : null,
    quiet_hours_json: rule.quiet_hours == null ? null : JSON.stringify(rule.quiet_hours),
  }
}

/** A rule that nobody keeps, as if it were kept. */
export function draftRow(rule: AlertRule): RuleRow {
  return {
    ...valuesOf(rule, 'warning'),
    ...{ id: 'draft', node_id: '', webhook_url_sealed: null, webhook_shown: null, webhook_secret_sealed: null },
    ...{ revision: 0, created_at: 0, updated_at: 0 },
  }
}

/** An address that is left out, or sent back as it was shown, stays as it is. */
function readWebhook({ channels, ...notify }: AlertRule['notify'], existing: RuleRow | null): WebhookChange {
  if (!channels.includes('webhook')) return { to: 'nobody' }
  const known = existing?.webhook_shown ?? null
  const sent = notify.webhook_url ?? null
  if (known !== null && (sent === null || sent === known)) {
    // Whether it may lie in a private network is asked again with every try.
    return { to: 'the same', shown: known }
  }
  if (sent === null) {
    const details = [{ path: '/notify/webhook_url', message: 'is needed for this channel' }]
    throw new Problem('validation_failed', 'A webhook needs an address.', { details })
  }
  if (sent.endsWith('/…')) {
    const details = [{ path: '/notify/webhook_url', message: 'is only what is shown of an address' }]
    throw new Problem('validation_failed', 'Give the whole address of the webhook.', { details })
  }
  const url = readTarget(sent, { allowPrivate: notify.allow_private_target, at: '/notify/webhook_url' })
  return { to: 'another', url, shown: shownTarget(url) }
}
