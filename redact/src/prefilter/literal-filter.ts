/** How many units of each literal are looked for; all literals must have as many. */
export const FILTERED = 6
const BLOCK = 3
const FARTHEST = FILTERED - BLOCK + 1

/** Finds the places where one of many literals may begin, without reading most of what lies between. */
export interface LiteralFilter {
  /** The next such place in a text from `from` on, or -1. */
  inText(text: string, from: number): number
  /** The same in bytes. */
  inBytes(bytes: Uint8Array, from: number): number
}

/** The filter of Wu and Manber: a table says for the last three units of a window how far the window may move on. */
export function createLiteralFilter(literals: Iterable<ArrayLike<number>>): LiteralFilter {
  const moves = new Uint8Array(1 << 16).fill(FARTHEST)
  const begins = new Uint8Array(1 << 16)
  for (const literal of literals) {
    begins[hash(literal[0] ?? 0, literal[1] ?? 0, literal[2] ?? 0)] = 1
    for (let end = BLOCK - 1; end < FILTERED; end++) {
      const block = hash(literal[end - 2] ?? 0, literal[end - 1] ?? 0, literal[end] ?? 0)
      moves[block] = Math.min(moves[block] ?? 0, FILTERED - 1 - end)
    }
  }
  return {
    inText(text, from) {
      for (let last = from + FILTERED - 1; last < text.length; ) {
        const block = hash(text.charCodeAt(last - 2), text.charCodeAt(last - 1), text.charCodeAt(last))
        const move = moves[block] ?? 0
        if (move > 0) last += move
        else {
          const first = last - FILTERED + 1
          if (begins[hash(text.charCodeAt(first), text.charCodeAt(first + 1), text.charCodeAt(first + 2))]) return first
          last += 1
        }
      }
      return -1
    },
    inBytes(bytes, from) {
      for (let last = from + FILTERED - 1; last < bytes.length; ) {
        const move = moves[hash(bytes[last - 2] ?? 0, bytes[last - 1] ?? 0, bytes[last] ?? 0)] ?? 0
        if (move > 0) last += move
        else {
          const first = last - FILTERED + 1
          if (begins[hash(bytes[first] ?? 0, bytes[first + 1] ?? 0, bytes[first + 2] ?? 0)]) return first
          last += 1
        }
      }
      return -1
    },
  }
}

function hash(one: number, two: number, three: number): number {
  return ((one << 10) ^ (two << 5) ^ three) & 0xffff
}
