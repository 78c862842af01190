import { hash } from 'node:crypto'
import type { Actor } from '../../core/actor.ts'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { BodyOf, Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import { createRemembered } from '../../core/remembered.ts'
import type { Passphrase } from './passphrase.ts'

export interface ScriptTokensDeps {
  database: Database
  keys: AgentKeys
  clock: Clock
  ids: Ids
  log: Log
  passphrase: Passphrase
  /** Called with the subject of a revoked token, `token:<id>`: its live streams end. */
  onRevoked(subject: string): void
}

export interface ScriptTokens {
  handlers: Feature<'listTokens' | 'createToken' | 'deleteToken'>
  /** @throws Problem unauthorized, token_expired, session_revoked */
  authenticate(token: string): Promise<Actor> | Actor
  /** Ends a token. Returns false when there is none. */
  revoke(id: string): Promise<boolean>
}

interface KnownToken {
  id: string
  /** The same for every request, so nobody changes it. */
  actor: Readonly<Actor>
  expiresAt: number
  usedAt: number | null
}

export const scriptTokenPrefix = 'mot_'
const daySeconds = 24 * 60 * 60
const keepEndedMs = 30 * daySeconds * 1000
const usedEveryMs = 60_000
const mostAlive = 200
const mostRemembered = 500

/** Tokens for scripts: opaque, hashed at rest, and never able to approve anything. */
export function createScriptTokens(deps: ScriptTokensDeps): ScriptTokens {
  const { database, keys, clock, ids, log, passphrase, onRevoked } = deps
  const remembered = createRemembered<KnownToken>(mostRemembered)

  async function read(kept: string): Promise<KnownToken | null> {
    const row = await database.selectFrom('script_tokens').selectAll().where('hash', '=', kept).executeTakeFirst()
    if (!row) return null
    if (row.revoked_at !== null) throw new Problem('session_revoked', 'This token was revoked. Make a new one.')
    return {
      id: row.id,
      actor: {
        subject: `token:${row.id}`,
        user: null,
        deviceId: null,
        sessionId: null,
        role: row.role,
        via: 'script',
        scope: row.scope,
        expiresAt: row.expires_at,
      },
      expiresAt: row.expires_at,
      usedAt: null,
    }
  }

  async function find(token: string, digest: string): Promise<KnownToken> {
    const found = await remembered.get(digest, () => read(keys.hash(token)))
    if (found === null) throw new Problem('unauthorized', 'This token is not from this agent.')
    return found
  }

  async function check(found: KnownToken): Promise<Actor> {
    if (clock.now() >= found.expiresAt) throw new Problem('token_expired', 'This token has ended. Make a new one.')
    if (!wasJustUsed(found)) {
      found.usedAt = clock.monotonic()
      await noteUse(found.id)
    }
    return found.actor
  }

  const wasJustUsed = ({ usedAt }: KnownToken) => usedAt !== null && clock.monotonic() - usedAt < usedEveryMs

  const alive = () =>
    database
      .selectFrom('script_tokens')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', clock.now())
      .orderBy('created_at')

  async function revoke(id: string): Promise<boolean> {
    const { numUpdatedRows } = await database
      .updateTable('script_tokens')
      .set({ revoked_at: clock.now() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    remembered.forget((token) => token.id === id)
    if (numUpdatedRows === 0n) return false
    onRevoked(`token:${id}`)
    return true
  }

  async function noteUse(id: string): Promise<void> {
    try {
      await database.updateTable('script_tokens').set({ last_used_at: clock.now() }).where('id', '=', id).execute()
    } catch (error) {
      // A full disk must not keep anybody from reading that the disk is full.
      log.warn('Could not note when a token was last used.', { token_id: id, error })
    }
  }

  return {
    revoke,
    authenticate(token) {
      // In memory a plain digest does: the keyed one, which is what is kept, costs ten times as much on every request.
      const digest = hash('sha256', token, 'base64url')
      const known = remembered.peek(digest)
      // Nothing to read and nothing to write, so nothing to wait for.
      if (known && clock.now() < known.expiresAt && wasJustUsed(known)) return known.actor
      return find(token, digest).then(check)
    },
    handlers: {
      async listTokens() {
        const rows = await alive().execute()
        const items = rows.map(({ id, name, role, scope, created_at, expires_at, last_used_at }) => ({
          ...{ id, name, role, scope },
          created_at: isoTime(created_at),
          expires_at: isoTime(expires_at),
          last_used_at: last_used_at === null ? null : isoTime(last_used_at),
        }))
        return { items, next_cursor: null }
      },
      async createToken({ body, actor }) {
        if (actor.via !== 'terminal') throw new Problem('host_only', 'Tokens are made at the host.')
        const { name, role, scope = 'all', ttl_seconds: ttlSeconds = 3600 } = body
        checkLimits({ role, scope, ttlSeconds })
        if (role === 'owner') await passphrase.demand(body.owner_passphrase)
        if ((await alive().execute()).length >= mostAlive) {
          throw new Problem('unavailable', `There are ${mostAlive} live tokens already. Revoke some.`)
        }
        const now = clock.now()
        await database
          .deleteFrom('script_tokens')
          .where('expires_at', '<', now - keepEndedMs)
          .execute()
        const id = ids.id('tok')
        const token = `${scriptTokenPrefix}${ids.secret(32)}`
        await database
          .insertInto('script_tokens')
          .values({
            ...{ id, name, role, scope },
            node_id: keys.agentId,
            hash: keys.hash(token),
            created_at: now,
            expires_at: now + ttlSeconds * 1000,
            last_used_at: null,
            revoked_at: null,
          })
          .execute()
        return { id, name, role, access_token: token, expires_in_seconds: ttlSeconds }
      },
      async deleteToken({ path }) {
        if (!(await revoke(path.id))) throw new Problem('not_found', 'There is no such token.')
      },
    },
  }
}

interface Asked {
  role: BodyOf<'createToken'>['role']
  scope: Actor['scope']
  ttlSeconds: number
}

/** Long-lived tokens can do little: 24 hours, a viewer 30 days, measurements alone one year. */
function checkLimits({ role, scope, ttlSeconds }: Asked): void {
  const refuse = (path: string, message: string) => {
    throw new Problem('validation_failed', 'A token like this cannot be made.', { details: [{ path, message }] })
  }
  if (scope === 'metrics.read' && role !== 'viewer') refuse('/role', 'must be viewer for the scope metrics.read')
  const days = scope === 'metrics.read' ? 365 : role === 'viewer' ? 30 : 1
  if (ttlSeconds > days * daySeconds) refuse('/ttl_seconds', `must be <= ${days * daySeconds} for this role and scope`)
}
