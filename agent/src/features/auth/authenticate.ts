import type { Actor } from '../../core/actor.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { Problem } from '../../core/problem.ts'
import { type ScriptTokens, scriptTokenPrefix } from './script-tokens.ts'
import type { Sessions } from './sessions.ts'

export interface AuthenticateDeps {
  keys: AgentKeys
  sessions: Sessions
  scriptTokens: ScriptTokens
}

/** What a request brought to say who it is. A bearer token counts alone, even when it is bad. */
export interface Credential {
  bearer?: string
  sessionCookie?: string
}

export type Authenticate = (credential: Credential) => Promise<Actor> | Actor

/**
 * Tells who is asking. Role and life are those of the device and session at this moment, whatever the token says. A
 * cookie proves enough to read; the HTTP layer takes it for nothing else.
 * @throws Problem unauthorized, token_expired, session_revoked
 */
export function createAuthenticate({ keys, sessions, scriptTokens }: AuthenticateDeps): Authenticate {
  async function ofSession(token: string, kind: 'access' | 'cookie'): Promise<Actor> {
    const { sessionId, browser, expiresAt } = await keys.verifyAccessToken(token, kind)
    const session = await sessions.find(sessionId)
    if (!session) throw new Problem('session_revoked', 'This session has ended. Pair again.')
    await sessions.seen(session)
    return {
      subject: `user:${session.user}`,
      user: session.user,
      deviceId: session.deviceId,
      sessionId,
      role: session.role,
      via: browser ? 'browser' : 'bearer',
      scope: 'all',
      expiresAt: Math.min(expiresAt, session.expiresAt),
    }
  }

  // Not async: every read passes here, and should wait for nothing where nothing is read.
  return ({ bearer, sessionCookie }) => {
    if (bearer?.startsWith(scriptTokenPrefix)) return scriptTokens.authenticate(bearer)
    if (bearer !== undefined) return ofSession(bearer, 'access')
    if (sessionCookie !== undefined) return ofSession(sessionCookie, 'cookie')
    return Promise.reject(new Problem('unauthorized', 'No session. Pair this device, or send a token.'))
  }
}

/** Whoever reaches the host's own socket. */
export function hostActor(): Actor {
  return {
    subject: 'host',
    user: null,
    deviceId: null,
    sessionId: null,
    role: 'owner',
    via: 'terminal',
    scope: 'all',
    expiresAt: null,
  }
}
