/** What an automaton tells apart: the 128 characters of ASCII, and everything beyond them as one. */
export const SYMBOLS = 129
/** Any character beyond ASCII: in a string a code unit, in UTF-8 each byte of it. */
export const BEYOND = 128
const NEWLINE = 10

/** A set of symbols: one byte for each, 1 when it is in the set. */
export type SymbolSet = Uint8Array

export function setOf(...ranges: readonly (readonly [from: number, to: number])[]): SymbolSet {
  const set = new Uint8Array(SYMBOLS)
  for (const [from, to] of ranges) {
    set.fill(1, Math.min(from, BEYOND), Math.min(to, BEYOND) + 1)
  }
  return set
}

/** Everything that is not in the set. What lies beyond ASCII is always in it, for a set holds it only in part. */
export function complement(set: SymbolSet): SymbolSet {
  const inverse = set.map((is) => 1 - is)
  inverse[BEYOND] = 1
  return inverse
}

export function union(one: SymbolSet, other: SymbolSet): SymbolSet {
  return one.map((is, symbol) => is | (other[symbol] ?? 0))
}

/** The set with the other case of each ASCII letter in it. */
export function withBothCases(set: SymbolSet): SymbolSet {
  const both = set.slice()
  for (let lower = 97; lower <= 122; lower++) {
    const upper = lower - 32
    if (both[lower] || both[upper]) both[lower] = both[upper] = 1
  }
  return both
}

/**
 * What may stand before a place that must not follow any of the set. A line break is always in it, since a text may be
 * searched line by line.
 */
export function notAfter(set: SymbolSet): SymbolSet {
  const before = complement(set)
  before[NEWLINE] = 1
  return before
}

export const DIGIT = setOf([48, 57])
export const WORD = setOf([48, 57], [65, 90], [95, 95], [97, 122])
export const SPACE = setOf([9, 13], [32, 32], [BEYOND, BEYOND])
/** Everything but line breaks. */
export const DOT = complement(setOf([10, 10], [13, 13]))
export const ANYTHING = setOf([0, BEYOND])
/** What may stand before the beginning of a line. */
export const LINE_BREAK = setOf([10, 10], [13, 13], [BEYOND, BEYOND])
