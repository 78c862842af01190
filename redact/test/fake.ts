// Fake secrets for tests, put together while they run: the tree must hold no literal that looks like a live key.

/** A seeded generator (mulberry32): numbers in [0, 1), the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Picks by the generator. */
export function pick<T>(random: () => number, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0]
}

/** A body of letters and digits that has both. */
export function body(random: () => number, length: number, alphabet = `${LETTERS}0123456789`): string {
  let text = ''
  while (text.length < length) text += alphabet.charAt(Math.floor(random() * alphabet.length))
  // long runs of one sort are unlikely, but a test must not depend on luck
  return length < 4 ? text : `${text.slice(0, -2)}${alphabet.charAt(0)}${alphabet.charAt(alphabet.length - 1)}`
}

export const HEX = '0123456789abcdef'
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
export const DIGITS = '0123456789'

/** A private key block of so many body lines. */
export function privateKey(random: () => number, lines: number, kind = 'RSA '): string[] {
  const dashes = '-'.repeat(5)
  const inside = Array.from({ length: lines - 1 }, () => body(random, 64))
  return [
    `${dashes}BEGIN ${kind}PRIVATE KEY${dashes}`,
    ...inside,
    `${body(random, 20)}==`,
    `${dashes}END ${kind}PRIVATE KEY${dashes}`,
  ]
}
