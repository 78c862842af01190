import { isIP } from 'node:net'
import type { components } from '@moltbot-ops/api/types'
import { Problem } from '../../../core/problem.ts'
import { reachOf } from '../delivery/address.ts'
import type { MailServer } from '../delivery/send-mail.ts'
import { readTarget } from '../delivery/target.ts'
import { isMailbox } from '../rules/check-rule.ts'
import type { Heartbeat, Settings } from './settings-store.ts'

type Update = components['schemas']['NotificationSettingsUpdate']

/**
 * The settings as they would be: what is left out stays, null switches it off.
 * @throws Problem validation_failed, target_not_allowed
 */
export function readUpdate({ smtp, heartbeat }: Update, now: Settings): Omit<Settings, 'revision'> {
  return {
    smtp: smtp === undefined ? now.smtp : smtp === null ? null : readSmtp(smtp, now.smtp),
    heartbeat:
      heartbeat === undefined ? now.heartbeat : heartbeat === null ? null : readHeartbeat(heartbeat, now.heartbeat),
  }
}

function readSmtp(smtp: NonNullable<Update['smtp']>, before: MailServer | null): MailServer {
  const { host, port, security, user = null, password, from } = smtp
  const name = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(name) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(name))
    throw refused('/smtp/host', 'must be a name or an address')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break in a header would begin another one
  const [, mailbox] = /^[^<>\u0000-\u001f]*<([^<>]+)>$/.exec(from) ?? [null, from]
  if (mailbox === undefined || !isMailbox(mailbox))
    throw refused('/smtp/from', 'must be one address, or a name and one in <>')
  if (security === 'none' && !isThisHost(name))
    throw new Problem(
      'target_not_allowed',
      'Mail may leave this host only over a safe connection. Use tls or starttls.',
    )
  const isSame = before?.host === name && before.port === port
  if (password === undefined && before?.password != null && !isSame)
    throw refused('/smtp/password', 'must be given again for another server, or be null')
  return {
    host: name,
    port,
    security,
    user,
    password: password === undefined ? (before?.password ?? null) : password,
    from,
  }
}

function readHeartbeat(heartbeat: NonNullable<Update['heartbeat']>, before: Heartbeat | null): Heartbeat {
  const { every_seconds: everySeconds, allow_private_target: allowPrivate } = heartbeat
  const url = heartbeat.url ?? before?.url
  if (url === undefined) throw refused('/heartbeat/url', 'is needed')
  return { url: readTarget(url, { allowPrivate, at: '/heartbeat/url' }).href, everySeconds, allowPrivate }
}

const isThisHost = (host: string) =>
  host.toLowerCase() === 'localhost' || (reachOf(host) === 'private' && (host === '::1' || host.startsWith('127.')))

function refused(path: string, message: string): Problem {
  return new Problem('validation_failed', 'These settings cannot be kept like that.', { details: [{ path, message }] })
}
