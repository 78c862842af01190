import { timingSafeEqual } from 'node:crypto'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'

/**
 * `mor_<session>.<secret>.<tag>`. The tag proves that this agent made the token, long after the database has forgotten
 * it: so an old one is known as reused, and nobody can end a session by making one up.
 */
export function createRefreshToken(keys: AgentKeys, ids: Ids, sessionId: string): string {
  const secret = ids.secret(32)
  return `mor_${sessionId}.${secret}.${tagOf(keys, sessionId, secret)}`
}

/** The session of a refresh token that this agent made; null for anything else. */
export function sessionOfRefreshToken(keys: AgentKeys, token: string): string | null {
  const [, sessionId, secret, tag] = /^mor_([\w-]{1,64})\.([\w-]{43})\.([\w-]{22})$/.exec(token) ?? []
  if (sessionId === undefined || secret === undefined || tag === undefined) return null
  return timingSafeEqual(Buffer.from(tag), Buffer.from(tagOf(keys, sessionId, secret))) ? sessionId : null
}

function tagOf(keys: AgentKeys, sessionId: string, secret: string): string {
  return keys.hash(`refresh tag ${sessionId} ${secret}`).slice(0, 22)
}
