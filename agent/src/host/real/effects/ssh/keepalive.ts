import type { Socket } from 'node:net'
import type { Clock } from '../../../../core/clock.ts'

export interface Keepalive {
  /** How often the host is asked for a sign of life. */
  everyMs: number
  /** A connection on which nothing arrives for so long is dead. */
  deadAfterMs: number
}

/** A dead connection is found within 13 s: 12 s of silence, looked at each second. */
export const usualKeepalive: Keepalive = { everyMs: 4_000, deadAfterMs: 12_000 }

const lookEveryMs = 1_000

/**
 * Calls `onDead` once when nothing has arrived for too long. Every byte counts as life, not only answers to questions:
 * on a slow line those wait behind an upload.
 */
export function watchLife(watched: { socket: Socket; clock: Clock } & Keepalive, onDead: () => void): void {
  const { socket, clock, deadAfterMs } = watched
  let bytes = socket.bytesRead
  let aliveAt = clock.monotonic()
  const timer = clock.every(lookEveryMs, () => {
    const now = clock.monotonic()
    if (socket.bytesRead !== bytes) {
      bytes = socket.bytesRead
      aliveAt = now
    } else if (now - aliveAt >= deadAfterMs) {
      timer.cancel()
      onDead()
    }
  })
  socket.once('close', () => timer.cancel())
}
