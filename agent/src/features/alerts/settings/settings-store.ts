import type { components } from '@moltbot-ops/api/types'
import type { Database } from '../../../core/database/open-database.ts'
import type { AgentKeys } from '../../../core/keys.ts'
import type { MailServer } from '../delivery/send-mail.ts'
import { readTarget, shownTarget } from '../delivery/target.ts'

type Schemas = components['schemas']

export interface Heartbeat {
  url: string
  everySeconds: number
  allowPrivate: boolean
}

/** How messages leave this host, for all rules. */
export interface Settings {
  /** Counts changes, so that a plan stands on one of them. */
  revision: number
  smtp: MailServer | null
  heartbeat: Heartbeat | null
}

export interface SettingsStore {
  /** @throws SealBrokenError */
  read(): Promise<Settings>
  /** Gives what is kept now. */
  write(settings: Omit<Settings, 'revision'>): Promise<Settings>
}

const key = 'notifications'
const context = 'notification settings'
const none: Settings = { revision: 0, smtp: null, heartbeat: null }

/** The settings, sealed as a whole: they hold a password and an address that is a secret. */
export function createSettingsStore(deps: {
  database: Database
  keys: Pick<AgentKeys, 'seal' | 'open'>
  onSecret(name: string, value: string): void
}): SettingsStore {
  const { database, keys, onSecret } = deps

  async function read(from: Database = database): Promise<Settings> {
    const row = await from.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
    if (row === undefined) return none
    const settings: Settings = JSON.parse(keys.open(row.value, context))
    if (settings.smtp?.password != null) onSecret('smtp_password', settings.smtp.password)
    if (settings.heartbeat !== null) onSecret('heartbeat_url', settings.heartbeat.url)
    return settings
  }

  return {
    read: () => read(),
    write: (settings) =>
      database.transaction().execute(async (transaction) => {
        const { revision } = await read(transaction)
        const next = { revision: revision + 1, ...settings }
        const value = keys.seal(JSON.stringify(next), context)
        await transaction
          .insertInto('settings')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute()
        return read(transaction)
      }),
  }
}

/** What became of the last call of the heartbeat. */
export interface HeartbeatResult {
  lastOkAt: string | null
  lastError: string | null
}

/** As the contract tells them: secrets are not in it. */
export function settingsView({ smtp, heartbeat }: Settings, result: HeartbeatResult): Schemas['NotificationSettings'] {
  return {
    smtp:
      smtp === null
        ? null
        : {
            ...{ host: smtp.host, port: smtp.port, security: smtp.security, user: smtp.user },
            ...{ has_password: smtp.password !== null, from: smtp.from },
          },
    heartbeat:
      heartbeat === null
        ? null
        : {
            shown_url: shownHeartbeat(heartbeat),
            ...{ every_seconds: heartbeat.everySeconds, allow_private_target: heartbeat.allowPrivate },
            ...{ last_ok_at: result.lastOkAt, last_error: result.lastError },
          },
  }
}

export const shownHeartbeat = ({ url, allowPrivate }: Heartbeat): string =>
  shownTarget(readTarget(url, { allowPrivate, at: '/heartbeat/url' }))
