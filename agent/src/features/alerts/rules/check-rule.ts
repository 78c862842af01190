import { Problem, type ProblemDetail } from '../../../core/problem.ts'
import { isTimeZone } from '../judge/quiet-hours.ts'
import { conditions } from './conditions.ts'
import { type AlertRule, limitsOf } from './rule.ts'

/** Who is told has to be one mailbox: a list or a line break would make it more. */
const mailbox = /^[^\s@,;<>"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/

export const isMailbox = (text: string): boolean => mailbox.test(text)

/**
 * What the contract's schema cannot say of a rule.
 * @throws Problem validation_failed, naming each place
 */
export function checkRule(rule: AlertRule, at = ''): void {
  const condition = conditions[rule.condition.type]
  const limits = limitsOf(condition, {
    threshold: rule.condition.threshold ?? null,
    clear_threshold: rule.clear_threshold ?? null,
    for_seconds: rule.for_seconds ?? null,
    cooldown_seconds: rule.cooldown_seconds ?? null,
  })
  const details: ProblemDetail[] = []
  const refuse = (path: string, message: string) => void details.push({ path: `${at}${path}`, message })
  const { threshold, clearThreshold, worse } = limits
  if (threshold < condition.minimum || threshold > condition.maximum)
    refuse('/condition/threshold', `must be ${condition.minimum} to ${condition.maximum} ${condition.unit}`)
  const isBeyond = worse === 'above' ? clearThreshold <= threshold : clearThreshold >= threshold
  // One that nobody chose follows the threshold.
  const isChosen = rule.clear_threshold != null
  if (isChosen && (!isBeyond || clearThreshold < 0 || clearThreshold > condition.maximum))
    refuse('/clear_threshold', `must be ${worse === 'above' ? 'at most' : 'at least'} the threshold, and in its range`)
  if (rule.name.trim() === '') refuse('/name', 'must not be blank')
  if (rule.quiet_hours != null && !isTimeZone(rule.quiet_hours.time_zone))
    refuse('/quiet_hours/time_zone', 'is not known')
  const { channels, email, webhook_secret: secret } = rule.notify
  if (new Set(channels).size !== channels.length) refuse('/notify/channels', 'names one twice')
  if (channels.includes('email') && !isMailbox(email ?? '')) refuse('/notify/email', 'must be one address')
  if (secret != null && !isWebhookSecret(secret))
    refuse('/notify/webhook_secret', 'must be whsec_ and 24 to 64 bytes in base64')
  if (details.length > 0) throw new Problem('validation_failed', 'This rule cannot be kept like that.', { details })
}

/** As Standard Webhooks has them: `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  if (base64 === undefined || base64.length % 4 !== 0) return false
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === base64
}
