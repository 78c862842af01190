import type { Plan, PlanStep } from '../../../core/consent.ts'
import { plainText } from '../../../core/plain-text.ts'
import { conditions, durationOf } from './conditions.ts'
import { type AlertRule, limitsOf, type RuleRow, sentenceOf } from './rule.ts'
import { readRule } from './rule-values.ts'

const step = (id: string, title: string, detail: string | null = null): PlanStep => ({
  ...{ id, title, detail, seconds: 1, moltbotStopped: false },
})

/**
 * What leaves this host, and where to, once a rule is kept. Secrets and the part of an address after its host stand
 * nowhere in it.
 * @throws Problem validation_failed, target_not_allowed
 */
export function planRule(rule: AlertRule, existing: RuleRow | null, mailServer: string | null): Plan {
  const condition = conditions[rule.condition.type]
  const { values, webhook } = readRule(rule, existing, condition.severity)
  const limits = limitsOf(condition, values)
  const { channels } = rule.notify
  const name = plainText(values.name)
  const told = values.tell_resolved === 1 ? 'when it is raised and when it is over' : 'when it is raised'
  const what = 'Name, severity, instance, measured value, evidence and times; secrets are taken out.'
  const steps = [step('keep', `Keep the rule: ${plainText(sentenceOf(condition, limits, values.severity))}`)]
  if (webhook.to !== 'nobody')
    steps.push(step('webhook', `Call ${webhook.shown} ${told}`, `${what} Each message is signed.`))
  if (channels.includes('email'))
    steps.push(
      step(
        'email',
        `Write to ${plainText(values.email ?? '')} ${told}`,
        `${what} Through ${mailServer ?? 'no mail server yet'}.`,
      ),
    )
  if (channels.includes('push')) steps.push(step('push', 'Nothing by push', 'Push is not enabled in this version.'))
  const isPrivate = values.allow_private_target === 1 && webhook.to !== 'nobody'
  return {
    ...{ instanceId: values.instance_id, downtimeSeconds: null, losses: [] },
    target: { kind: 'alert_rule', id: existing?.id ?? null, name },
    summary: `${existing === null ? 'Add' : 'Change'} the alert rule ${name}, which sends messages out of this host.`,
    steps,
    affects: [
      'Whoever reads what is sent learns what is wrong here.',
      ...(isPrivate ? ['The address may lie in a private network, where this host can reach what others cannot.'] : []),
      ...(values.enabled === 0 ? ['The rule is switched off for now.'] : []),
      ...(limits.cooldownMs > 0
        ? [`After it was over, nothing is raised again for ${durationOf(limits.cooldownMs / 1000)}.`]
        : []),
    ],
    undo: existing === null ? 'Remove the rule.' : 'Change it back, or remove it.',
    risk: isPrivate ? 'medium' : 'low',
    basis: {
      revision: existing?.revision ?? null,
      webhook: webhook.to === 'nobody' ? null : webhook.shown,
      mail_server: channels.includes('email') ? mailServer : null,
    },
  }
}
