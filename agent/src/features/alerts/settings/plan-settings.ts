import type { components } from '@moltbot-ops/api/types'
import type { Plan, PlanStep } from '../../../core/consent.ts'
import { plainText } from '../../../core/plain-text.ts'
import { durationOf } from '../rules/conditions.ts'
import { readUpdate } from './read-update.ts'
import { type Settings, shownHeartbeat } from './settings-store.ts'

type Update = components['schemas']['NotificationSettingsUpdate']

const words = { tls: 'over TLS', starttls: 'with STARTTLS', none: 'without encryption, on this host' } as const

/**
 * What will leave this host, and where to. No secret stands in it.
 * @throws Problem validation_failed, target_not_allowed
 */
export function planSettings(update: Update, now: Settings): Plan {
  const { smtp, heartbeat } = readUpdate(update, now)
  const steps: PlanStep[] = []
  const step = (id: string, title: string, detail: string | null = null) =>
    void steps.push({ id, title: plainText(title), detail, seconds: 1, moltbotStopped: false })
  if (update.smtp !== undefined) {
    if (smtp === null) step('smtp', 'Send no mail any more')
    else {
      const user = smtp.user === null ? 'without a user' : `as ${smtp.user}`
      step('smtp', `Send mail through ${smtp.host}:${smtp.port} ${words[smtp.security]}, ${user}, from ${smtp.from}`)
    }
  }
  if (update.heartbeat !== undefined) {
    if (heartbeat === null) step('heartbeat', 'Call no heartbeat any more')
    else
      step(
        'heartbeat',
        `Call ${shownHeartbeat(heartbeat)} every ${durationOf(heartbeat.everySeconds)}`,
        'Nothing but the call itself is sent, as long as the alert rules are judged.',
      )
  }
  const isPrivate = update.heartbeat !== undefined && heartbeat?.allowPrivate === true
  return {
    ...{ instanceId: null, downtimeSeconds: null, losses: [] },
    target: { kind: 'notification_settings', id: null, name: 'notifications' },
    summary: 'Change how messages leave this host.',
    steps,
    affects: [
      ...(update.smtp === undefined ? [] : ['Every rule that writes mail uses this server.']),
      ...(isPrivate ? ['The address of the heartbeat may lie in a private network.'] : []),
    ],
    undo: 'Change them back.',
    risk: 'medium',
    basis: { revision: now.revision },
  }
}
