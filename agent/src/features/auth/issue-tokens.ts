import type { components } from '@moltbot-ops/api/types'
import type { Client, Cookies } from '../../core/handler.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { type LiveSession, type StartedSession, sessionLifeMs } from './sessions.ts'

type Schemas = components['schemas']

export interface IssueDeps {
  keys: AgentKeys
  identity: Schemas['AgentIdentity']
}

export type IssueTokens = (
  session: LiveSession,
  started: StartedSession,
  to: { client: Client; cookies: Cookies },
) => Promise<Schemas['AuthTokens']>

const accessTtlSeconds = 15 * 60

/**
 * The answer to a pairing or a refresh. A browser gets its refresh token as a cookie that script cannot read, and a
 * second cookie for reads and event streams. That cookie is a token of its own kind, which ends with the session and
 * is checked against it at each request: it needs no row, no renewal between refreshes, and dies at a revocation.
 */
export function createIssueTokens({ keys, identity }: IssueDeps): IssueTokens {
  return async (session, { refreshToken }, { client, cookies }) => {
    const { deviceId, user, role } = session
    const claims = { sessionId: session.id, deviceId, user, role, browser: client.browser }
    const tokens = {
      access_token: await keys.signAccessToken({ ...claims, kind: 'access' }, accessTtlSeconds),
      expires_in_seconds: accessTtlSeconds,
      device_id: deviceId,
      role,
      agent: identity,
    }
    if (!client.browser) return { ...tokens, refresh_token: refreshToken }
    const lifeSeconds = Math.floor(sessionLifeMs / 1000)
    cookies.set('refresh', refreshToken, lifeSeconds)
    cookies.set('session', await keys.signAccessToken({ ...claims, kind: 'cookie' }, lifeSeconds), lifeSeconds)
    return tokens
  }
}
