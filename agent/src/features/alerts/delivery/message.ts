import type { Selectable } from 'kysely'
import { isoTime } from '../../../core/clock.ts'
import type { Tables } from '../../../core/database/tables.ts'
import type { DeliveryRow } from '../events/new-deliveries.ts'

export type EventRow = Selectable<Tables['alert_events']>

/** What is told of an event, the same with every try. */
export interface Message {
  /** The id of the delivery. */
  id: string
  type: 'alert.raised' | 'alert.resolved' | 'alert.test'
  timestamp: string
  data: Record<string, unknown>
  /** For a mail. */
  subject: string
  text: string
}

interface About {
  delivery: DeliveryRow
  /** Null for a test. */
  event: EventRow | null
  ruleName: string
  agentId: string
  /** Takes secrets out of whatever people and machines wrote. */
  redact(text: string): string
}

/** Makes a message, free of secrets. */
export function messageOf({ delivery, event, ruleName, agentId, redact }: About): Message {
  const { id, kind, created_at: createdAt } = delivery
  const base = { id, type: `alert.${kind}` as const, timestamp: isoTime(createdAt) }
  if (event === null) {
    const title = redact(`Test of the alert rule ${ruleName}`)
    const text = 'This is a test. Nothing is wrong, and nothing has to be done.'
    return { ...base, data: { agent_id: agentId, title, message: text }, subject: `[Test] ${title}`, text }
  }
  const [title, words, name] = [event.title, event.message, event.rule_name].map(redact)
  const isOver = kind === 'resolved'
  return {
    ...base,
    data: {
      ...{ agent_id: agentId, event_id: event.id, rule_id: event.rule_id, rule_name: name },
      ...{ instance_id: event.instance_id, condition: event.condition, severity: event.severity },
      ...{ state: isOver ? 'resolved' : 'firing', title, message: words, value: event.value },
      ...{ threshold: event.threshold, raised_at: isoTime(event.raised_at) },
      ...(isOver ? { resolved_at: isoTime(createdAt) } : {}),
    },
    subject: isOver ? `[Over] ${title}` : `[${event.severity}] ${title}`,
    text: [
      isOver ? `It is over since ${isoTime(createdAt)}.\n\nIt was: ${words}` : words,
      `Rule: ${name}\nRaised: ${isoTime(event.raised_at)}\nEvent: ${event.id}\nAgent: ${agentId}`,
    ].join('\n\n'),
  }
}
