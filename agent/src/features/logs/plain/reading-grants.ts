import type { Actor } from '../../../core/actor.ts'
import type { Clock } from '../../../core/clock.ts'

/** Who may read lines as they are, and until when. */
export interface ReadingGrants {
  /** Until when this device may, ms since 1970; null when it may not. */
  until(actor: Actor, instanceId: string): number | null
  /** @returns until when, ms since 1970 */
  grant(actor: Actor, instanceId: string): number
}

const lastsMs = 15 * 60_000
const most = 256

/** Kept in memory alone: after a restart of the agent somebody has to approve again. */
export function createReadingGrants(clock: Pick<Clock, 'now' | 'monotonic'>): ReadingGrants {
  const grants = new Map<string, { wall: number; mono: number }>()
  const keyOf = ({ subject, deviceId, sessionId }: Actor, instanceId: string) =>
    JSON.stringify([subject, deviceId, sessionId, instanceId])
  return {
    until(actor, instanceId) {
      const known = grants.get(keyOf(actor, instanceId))
      // A clock that is set back makes no grant longer.
      if (known === undefined || clock.now() >= known.wall || clock.monotonic() >= known.mono) return null
      return known.wall
    },
    grant(actor, instanceId) {
      const key = keyOf(actor, instanceId)
      const until = { wall: clock.now() + lastsMs, mono: clock.monotonic() + lastsMs }
      grants.delete(key)
      grants.set(key, until)
      const [oldest] = grants.keys()
      if (grants.size > most && oldest !== undefined) grants.delete(oldest)
      return until.wall
    },
  }
}
