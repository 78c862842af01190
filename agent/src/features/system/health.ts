import type { components } from '@moltbot-ops/api/types'
import { type Clock, isoTime } from '../../core/clock.ts'

type Health = components['schemas']['Health']

/** Says that the agent lives, and when: the same value for the same millisecond, so that it is written only once. */
export function createHealth(clock: Pick<Clock, 'now'>): () => Health {
  let at = Number.NaN
  let health: Health = { status: 'ok', time: '' }
  return () => {
    const now = clock.now()
    if (now !== at) {
      at = now
      health = { status: 'ok', time: isoTime(now) }
    }
    return health
  }
}
