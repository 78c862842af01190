import type { components } from '@moltbot-ops/api/types'
import type { Actor } from '../../core/actor.ts'
import { type Clock, isoTime } from '../../core/clock.ts'
import { deviceAnswer } from '../../core/database/device-answer.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import { type Authenticate, createAuthenticate, hostActor } from './authenticate.ts'
import { createIssueTokens, type IssueTokens } from './issue-tokens.ts'
import { createPassphrase, type Passphrase } from './passphrase.ts'
import { createRefresh } from './refresh.ts'
import { createScriptTokens } from './script-tokens.ts'
import { createSessions, type Sessions } from './sessions.ts'

type Schemas = components['schemas']

export interface AuthDeps {
  database: Database
  keys: AgentKeys
  /** The clock that devices agree with: they sign the time, so it is never a simulated one that was stepped. */
  clock: Clock
  ids: Ids
  log: Log
  identity: Schemas['AgentIdentity']
  /** MoltBot shares the agent's user, so being at the host proves nothing. */
  passphraseNeeded(): boolean
  /**
   * Called with the id of a session, or the subject `token:<id>`, whose rights ended or changed: its live streams end.
   * A client that may still read opens them anew.
   */
  onRevoked(id: string): void
  /** Cost of the passphrase's hash; RFC 9106's unless a test asks for less. */
  argon2Cost?: { memory: number; passes: number }
}

type AuthOperations =
  | 'refreshSession'
  | 'logout'
  | 'getSession'
  | 'setPassphrase'
  | 'listTokens'
  | 'createToken'
  | 'deleteToken'

export interface Auth {
  handlers: Feature<AuthOperations>
  authenticate: Authenticate
  hostActor(): Actor
  /** For pairing and devices: the only way to begin and end sessions. */
  sessions: Sessions
  issueTokens: IssueTokens
  passphrase: Passphrase
}

/** Who is asking: sessions of paired devices, script tokens, the host's socket, and the owner passphrase. */
export function createAuth(deps: AuthDeps): Auth {
  const { database, keys, identity } = deps
  const sessions = createSessions(deps)
  const passphrase = createPassphrase({ ...deps, sessions })
  const scriptTokens = createScriptTokens({ ...deps, passphrase })
  const refresh = createRefresh({ ...deps, sessions })
  const issueTokens = createIssueTokens({ keys, identity })

  async function deviceOf(actor: Actor): Promise<Schemas['Device'] | undefined> {
    if (actor.deviceId === null) return undefined
    const row = await database.selectFrom('devices').selectAll().where('id', '=', actor.deviceId).executeTakeFirst()
    return row && deviceAnswer(row, actor.deviceId)
  }

  return {
    authenticate: createAuthenticate({ keys, sessions, scriptTokens }),
    hostActor,
    sessions,
    issueTokens,
    passphrase,
    handlers: {
      ...scriptTokens.handlers,
      setPassphrase: passphrase.setPassphrase,
      async refreshSession({ body, client, cookies }) {
        const token = client.browser ? cookies.read('refresh') : body?.refresh_token
        if (token === undefined) throw new Problem('refresh_invalid', 'There is no refresh token. Pair this device.')
        try {
          const started = await refresh(token, body?.device_proof)
          const session = await sessions.find(started.id)
          if (!session) throw new Problem('refresh_invalid', 'The session has ended. Pair again.')
          return await issueTokens(session, started, { client, cookies })
        } catch (error) {
          const ended = error instanceof Problem && ['refresh_invalid', 'refresh_reused'].includes(error.code)
          if (ended && client.browser) clearCookies(cookies)
          throw error
        }
      },
      async logout({ actor, cookies }) {
        if (actor.sessionId !== null) await sessions.end(actor.sessionId, 'logout')
        if (actor.via === 'script') await scriptTokens.revoke(actor.subject.slice('token:'.length))
        clearCookies(cookies)
      },
      async getSession({ actor }) {
        const device = await deviceOf(actor)
        return {
          subject: actor.subject,
          user: actor.user,
          ...(device ? { device } : {}),
          role: actor.role,
          via: actor.via,
          can_approve: actor.via === 'terminal' || (device?.key_fingerprint ?? null) !== null,
          passphrase: await passphrase.state(),
          expires_at: actor.expiresAt === null ? null : isoTime(actor.expiresAt),
          agent: identity,
        }
      },
    },
  }
}

function clearCookies(cookies: { clear(name: 'session' | 'refresh'): void }): void {
  cookies.clear('session')
  cookies.clear('refresh')
}
