import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { DeliveryRow } from '../events/new-deliveries.ts'
import type { RuleRow } from '../rules/rule.ts'
import { messageOf } from './message.ts'
import { DeliveryError, type Outbound } from './outbound.ts'
import { type MailServer, sendMail } from './send-mail.ts'
import { signWebhook } from './sign-webhook.ts'

export interface SendDeps {
  database: Database
  clock: Clock
  agentId: string
  outbound: Outbound
  redact(text: string): string
  /** Where messages of a rule go, in clear. */
  webhook(rule: RuleRow): { url: string; secret: string } | null
  /** Null where none is set up. */
  mailServer(): Promise<MailServer | null>
}

/** Tries a delivery once. Gives what the other side answered. @throws DeliveryError */
export type Send = (delivery: DeliveryRow, signal: AbortSignal) => Promise<string>

/** Where a delivery goes stands in its rule at the moment of the try: one that was put right helps what still waits. */
export function createSend(deps: SendDeps): Send {
  const { database, clock, agentId, redact } = deps

  async function read(delivery: DeliveryRow) {
    const rule = await database
      .selectFrom('alert_rules')
      .selectAll()
      .where('id', '=', delivery.rule_id ?? '')
      .executeTakeFirst()
    if (rule === undefined) throw new DeliveryError('Its rule is gone.', { isFinal: true })
    const event = await database
      .selectFrom('alert_events')
      .selectAll()
      .where('id', '=', delivery.event_id ?? '')
      .executeTakeFirst()
    if (event === undefined && delivery.event_id !== null)
      throw new DeliveryError('Its event is gone.', { isFinal: true })
    return { rule, message: messageOf({ delivery, event: event ?? null, ruleName: rule.name, agentId, redact }) }
  }

  return async (delivery, signal) => {
    const { rule, message } = await read(delivery)
    if (delivery.channel === 'email') {
      const server = await deps.mailServer()
      if (server === null) throw new DeliveryError('No mail server is set up.')
      if (rule.email === null) throw new DeliveryError('The rule names no mailbox any more.', { isFinal: true })
      return redact(await sendMail({ server, to: rule.email, message, agentId, signal }))
    }
    const webhook = delivery.channel === 'webhook' ? deps.webhook(rule) : null
    if (webhook === null) throw new DeliveryError('The rule has no such channel any more.', { isFinal: true })
    const { type, timestamp, data } = message
    const body = JSON.stringify({ type, timestamp, data })
    const { status } = await deps.outbound({
      ...{ url: webhook.url, method: 'POST', body, signal, allowPrivate: rule.allow_private_target === 1 },
      headers: {
        ...{ 'content-type': 'application/json', 'user-agent': 'moltbot-ops' },
        ...signWebhook(delivery.id, clock.now(), body, webhook.secret),
      },
    })
    return `It answered ${status}.`
  }
}
