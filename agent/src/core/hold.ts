import type { Clock } from './clock.ts'

/**
 * Remembers an answer for `milliseconds`, and lets callers that come while it is being read wait for that one reading.
 * A failed reading is not remembered.
 */
export function hold<Answer>(clock: Clock, milliseconds: number, read: () => Promise<Answer>): () => Promise<Answer> {
  let reading: Promise<Answer> | undefined
  let readAt = 0
  return () => {
    if (reading === undefined || clock.monotonic() - readAt >= milliseconds) {
      readAt = clock.monotonic()
      const mine = read()
      reading = mine
      mine.catch(() => {
        if (reading === mine) reading = undefined
      })
    }
    return reading
  }
}
