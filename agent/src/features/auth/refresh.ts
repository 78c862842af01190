import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { DeviceProofError, type PublicKey } from '../../core/device-proof.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { Problem } from '../../core/problem.ts'
import { createRefreshToken, sessionOfRefreshToken } from './refresh-token.ts'
import { type Sessions, type StartedSession, sessionLifeMs } from './sessions.ts'

export interface RefreshDeps {
  database: Database
  keys: AgentKeys
  clock: Clock
  ids: Ids
  sessions: Sessions
}

export type Refresh = (token: string, deviceProof: string | undefined) => Promise<StartedSession>

/** Two tabs of one browser may send the same token; the second gets what the first got. */
const graceMs = 10_000

/**
 * Exchanges a refresh token for its successor. A token that was exchanged before ends the whole session: either its
 * owner or a thief has the newer one, and nobody can tell which.
 * @throws Problem refresh_invalid, refresh_reused, device_proof_invalid
 */
export function createRefresh({ database, keys, clock, ids, sessions }: RefreshDeps): Refresh {
  const inTurn = createOneAtATime()

  const readSession = (sessionId: string) =>
    database
      .selectFrom('sessions')
      .innerJoin('devices', 'devices.id', 'sessions.device_id')
      .selectAll('sessions')
      .select('devices.public_key_json')
      .where('sessions.id', '=', sessionId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', clock.now())
      .where('revoked_at', 'is', null)
      .executeTakeFirst()

  /** Asked first: a cookie also reaches other servers on this host, and without the key nobody shall end a session with it. */
  async function proveDevice(publicKeyJson: string | null, jws: string | undefined): Promise<void> {
    if (publicKeyJson === null) return
    if (jws === undefined) throw new Problem('device_proof_invalid', 'Sign the refresh with the key of this device.')
    try {
      const publicKey: PublicKey = JSON.parse(publicKeyJson)
      await keys.proofs.verify({ jws, publicKey, expected: { purpose: 'refresh' } })
    } catch (error) {
      if (error instanceof DeviceProofError) throw new Problem('device_proof_invalid', error.message, { cause: error })
      throw error
    }
  }

  async function exchange(sessionId: string, token: string, proof: string | undefined): Promise<StartedSession> {
    const session = await readSession(sessionId)
    if (!session) throw invalid()
    await proveDevice(session.public_key_json, proof)
    const hash = keys.hash(token)
    if (same(session.refresh_hash, hash)) return rotate(sessionId, hash)
    // A clock that was set back may stretch this to at most twice the grace.
    const inGrace = Math.abs(clock.now() - session.rotated_at) < graceMs
    if (inGrace && session.successor_sealed !== null && same(session.previous_refresh_hash, hash)) {
      const refreshToken = keys.open(session.successor_sealed, sessionId)
      return { id: sessionId, refreshToken, expiresAt: session.expires_at }
    }
    await sessions.end(sessionId, 'refresh_reused')
    throw new Problem('refresh_reused', 'This refresh token was used before, so the session was ended. Pair again.')
  }

  async function rotate(sessionId: string, hash: string): Promise<StartedSession> {
    const refreshToken = createRefreshToken(keys, ids, sessionId)
    const expiresAt = clock.now() + sessionLifeMs
    const { numUpdatedRows } = await database
      .updateTable('sessions')
      .set({
        refresh_hash: keys.hash(refreshToken),
        previous_refresh_hash: hash,
        successor_sealed: keys.seal(refreshToken, sessionId),
        rotated_at: clock.now(),
        expires_at: expiresAt,
      })
      .where('id', '=', sessionId)
      .where('refresh_hash', '=', hash)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw invalid()
    sessions.forget(sessionId)
    return { id: sessionId, refreshToken, expiresAt }
  }

  return async (token, proof) => {
    const sessionId = sessionOfRefreshToken(keys, token)
    if (sessionId === null) throw invalid()
    return inTurn(sessionId, () => exchange(sessionId, token, proof))
  }
}

function invalid(): Problem {
  return new Problem('refresh_invalid', 'The refresh token is unknown or has ended. Pair again.')
}

function same(stored: string | null, hash: string): boolean {
  return stored?.length === hash.length && timingSafeEqual(Buffer.from(stored), Buffer.from(hash))
}
