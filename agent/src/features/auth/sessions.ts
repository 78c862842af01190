import type { Role } from '../../core/actor.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Log } from '../../core/log.ts'
import { createRemembered } from '../../core/remembered.ts'
import { createRefreshToken } from './refresh-token.ts'

/** A session that is alive, with what is true of its device now. */
export interface LiveSession {
  id: string
  deviceId: string
  user: string
  role: Role
  isFirst: boolean
  hasKey: boolean
  /** Milliseconds. */
  expiresAt: number
}

export interface StartedSession {
  id: string
  refreshToken: string
  expiresAt: number
}

export interface Sessions {
  /** Makes a session inside the caller's transaction. */
  begin(transaction: Database, deviceId: string): Promise<StartedSession>
  /** Null when the session ended, has expired, or its device was revoked. */
  find(sessionId: string): Promise<LiveSession | null>
  /** Notes that the device was seen; written at most once a minute. */
  seen(session: LiveSession): Promise<void>
  end(sessionId: string, reason: 'logout' | 'refresh_reused'): Promise<void>
  /** Ends what a revoked device has. */
  endOfDevice(deviceId: string): Promise<void>
  /** What is remembered of a session or a device is read again at the next request. */
  forget(sessionOrDeviceId: string): void
  /** The device has another role: its live streams, which were opened with the old one, end and are opened anew. */
  roleChanged(deviceId: string): Promise<void>
}

export interface SessionsDeps {
  database: Database
  keys: AgentKeys
  clock: Clock
  ids: Ids
  log: Log
  /** The session's rights ended or changed: its live streams end. */
  onRevoked(sessionId: string): void
}

/** Without a refresh for this long a session ends. Each refresh starts it anew: who comes every quarter stays paired. */
export const sessionLifeMs = 90 * 24 * 60 * 60 * 1000
const keepEndedMs = 30 * 24 * 60 * 60 * 1000
const seenEveryMs = 60_000
const mostRemembered = 1000

/**
 * Sessions and their devices. One process owns the database, so what it remembers of a session is true until it
 * changes it itself; every change passes through here.
 */
export function createSessions({ database, keys, clock, ids, log, onRevoked }: SessionsDeps): Sessions {
  const remembered = createRemembered<LiveSession>(mostRemembered)
  const seenAt = new Map<string, number>()

  function forget(id: string): void {
    remembered.forget((session) => session.id === id || session.deviceId === id)
  }

  async function read(sessionId: string): Promise<LiveSession | null> {
    const row = await database
      .selectFrom('sessions')
      .innerJoin('devices', 'devices.id', 'sessions.device_id')
      .select(['sessions.id', 'device_id', 'user_id', 'role', 'is_first', 'key_fingerprint', 'expires_at'])
      .where('sessions.id', '=', sessionId)
      .where('ended_at', 'is', null)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (!row) return null
    return {
      id: row.id,
      deviceId: row.device_id,
      user: row.user_id,
      role: row.role,
      isFirst: row.is_first === 1,
      hasKey: row.key_fingerprint !== null,
      expiresAt: row.expires_at,
    }
  }

  return {
    forget,
    async begin(transaction, deviceId) {
      const id = ids.id('ses')
      const now = clock.now()
      const refreshToken = createRefreshToken(keys, ids, id)
      await transaction
        .deleteFrom('sessions')
        .where((row) => row.or([row('expires_at', '<', now - keepEndedMs), row('ended_at', '<', now - keepEndedMs)]))
        .execute()
      await transaction
        .insertInto('sessions')
        .values({
          id,
          device_id: deviceId,
          refresh_hash: keys.hash(refreshToken),
          previous_refresh_hash: null,
          successor_sealed: null,
          rotated_at: now,
          created_at: now,
          expires_at: now + sessionLifeMs,
          ended_at: null,
          end_reason: null,
        })
        .execute()
      return { id, refreshToken, expiresAt: now + sessionLifeMs }
    },
    async find(sessionId) {
      const session = await remembered.get(sessionId, () => read(sessionId))
      return session && clock.now() < session.expiresAt ? session : null
    },
    async seen({ deviceId }) {
      const last = seenAt.get(deviceId)
      if (last !== undefined && clock.monotonic() - last < seenEveryMs) return
      if (seenAt.size >= mostRemembered) seenAt.clear()
      seenAt.set(deviceId, clock.monotonic())
      try {
        await database.updateTable('devices').set({ last_seen_at: clock.now() }).where('id', '=', deviceId).execute()
      } catch (error) {
        // A full disk must not keep anybody from reading that the disk is full.
        log.warn('Could not note when a device was last seen.', { device_id: deviceId, error })
      }
    },
    async end(sessionId, reason) {
      await database
        .updateTable('sessions')
        .set({ ended_at: clock.now(), end_reason: reason, successor_sealed: null })
        .where('id', '=', sessionId)
        .where('ended_at', 'is', null)
        .execute()
      forget(sessionId)
      onRevoked(sessionId)
    },
    async roleChanged(deviceId) {
      forget(deviceId)
      const live = database.selectFrom('sessions').select('id').where('device_id', '=', deviceId)
      for (const { id } of await live.where('ended_at', 'is', null).execute()) onRevoked(id)
    },
    async endOfDevice(deviceId) {
      const ended = await database
        .updateTable('sessions')
        .set({ ended_at: clock.now(), end_reason: 'device_revoked', successor_sealed: null })
        .where('device_id', '=', deviceId)
        .where('ended_at', 'is', null)
        .returning('id')
        .execute()
      forget(deviceId)
      for (const { id } of ended) onRevoked(id)
    },
  }
}
