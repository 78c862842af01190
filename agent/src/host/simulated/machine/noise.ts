import { createHash } from 'node:crypto'

export type NoiseKey = (string | number)[]

/**
 * Chance that repeats: each value depends only on the seed and on what it is for, never on how often or in which order
 * somebody asked. Not for secrets.
 */
export interface Noise {
  /** A number in `[low, high)`. */
  between(low: number, high: number, ...key: NoiseKey): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number, ...key: NoiseKey): number
  hex(length: number, ...key: NoiseKey): string
  /** In the form of a version 4 UUID. */
  uuid(...key: NoiseKey): string
  base64url(bytes: number, ...key: NoiseKey): string
}

export function createNoise(seed: number): Noise {
  const digest = (key: NoiseKey) =>
    createHash('sha256')
      .update(`${seed}/${key.join('/')}`)
      .digest()
  const fraction = (key: NoiseKey) => digest(key).readUInt32BE(0) / 2 ** 32
  const hex = (length: number, ...key: NoiseKey) => digest(key).toString('hex').slice(0, length)
  return {
    between: (low, high, ...key) => low + (high - low) * fraction(key),
    whole: (low, high, ...key) => low + Math.floor((high - low + 1) * fraction(key)),
    hex,
    uuid(...key) {
      const text = hex(32, ...key)
      const variant = '89ab'[digest(key).readUInt8(31) % 4]
      return [
        text.slice(0, 8),
        text.slice(8, 12),
        `4${text.slice(13, 16)}`,
        `${variant}${text.slice(17, 20)}`,
        text.slice(20, 32),
      ].join('-')
    },
    base64url: (bytes, ...key) => digest(key).subarray(0, bytes).toString('base64url'),
  }
}
