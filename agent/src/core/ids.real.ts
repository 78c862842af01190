import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Ids } from './ids.ts'

const secretSource = {
  secret: (bytes: number) => randomBytes(bytes).toString('base64url'),
  below: (limit: number) => randomInt(limit),
}

/** Identifiers of 72 random bits. */
export function createRealIds(): Ids {
  return { id: (prefix) => `${prefix}_${randomBytes(9).toString('base64url')}`, ...secretSource }
}

/**
 * Identifiers that repeat for the same seed and the same order of calls; secrets stay random. `start` counts the
 * starts on one state directory, so that a second start does not hand out the first one's identifiers again.
 */
export function createSeededIds(seed: number, start: number): Ids {
  let count = 0
  return {
    id(prefix) {
      count += 1
      const digest = createHash('sha256').update(`${seed}/${start}/${count}`).digest('base64url')
      return `${prefix}_${digest.slice(0, 12)}`
    },
    ...secretSource,
  }
}
