import { type PatternNode, parsePattern } from './pattern-tree.ts'
import { ANYTHING, type SymbolSet, setOf, union } from './symbols.ts'

/** What a node can begin with, and whether it can read nothing. */
interface Beginning {
  readonly set: SymbolSet
  readonly isOptional: boolean
}

/**
 * An upper bound for the number of ways in which a backtracking engine may try to match a pattern from one place on:
 * 1 when each character says how to go on, Infinity when the number grows with the text.
 * @throws UnreadablePattern
 */
export function countWays(pattern: RegExp): number {
  return waysOf(parsePattern(pattern, new Map()), setOf())
}

function waysOf(node: PatternNode, follow: SymbolSet): number {
  switch (node.kind) {
    case 'sequence':
      return waysOfSequence(node.items, follow)
    case 'choice':
      return waysOfChoice(node.items, follow)
    case 'repeat':
      return waysOfRepeat(node, follow)
    case 'look':
      return waysOf(node.item, ANYTHING)
    default:
      return 1
  }
}

function waysOfSequence(items: readonly PatternNode[], follow: SymbolSet): number {
  let ways = 1
  let next = follow
  for (const item of items.toReversed()) {
    ways *= waysOf(item, next)
    // a match that its end refuses is tried again in every other way
    const { set, isOptional } = item.kind === 'look' ? { set: ANYTHING, isOptional: false } : beginningOf(item)
    next = isOptional ? union(set, next) : set
  }
  return ways
}

function waysOfChoice(items: readonly PatternNode[], follow: SymbolSet): number {
  const ways = items.map((item) => waysOf(item, follow))
  let seen = setOf()
  for (const item of items) {
    const { set, isOptional } = beginningOf(item)
    const begins = isOptional ? union(set, follow) : set
    if (overlap(seen, begins)) return ways.reduce((sum, one) => sum + one, 0)
    seen = union(seen, begins)
  }
  return Math.max(...ways)
}

function waysOfRepeat(node: PatternNode & { kind: 'repeat' }, follow: SymbolSet): number {
  const { item, least, most } = node
  const { set, isOptional } = beginningOf(item)
  if (isOptional && most > 1) return Number.POSITIVE_INFINITY
  const once = waysOf(item, most > 1 ? union(set, follow) : follow)
  const ends = overlap(set, follow) ? most - least + 1 : 1
  return ends * once ** (once > 1 ? most : 1)
}

function beginningOf(node: PatternNode): Beginning {
  if (node.kind === 'set') return { set: node.set, isOptional: false }
  if (node.kind === 'repeat') {
    const { set, isOptional } = beginningOf(node.item)
    return { set, isOptional: isOptional || node.least === 0 }
  }
  if (node.kind === 'choice') {
    const beginnings = node.items.map(beginningOf)
    return {
      set: beginnings.map(({ set }) => set).reduce(union, setOf()),
      isOptional: beginnings.some(({ isOptional }) => isOptional),
    }
  }
  let set = setOf()
  if (node.kind !== 'sequence') return { set, isOptional: true }
  for (const item of node.items) {
    const beginning = beginningOf(item)
    set = union(set, beginning.set)
    if (!beginning.isOptional) return { set, isOptional: false }
  }
  return { set, isOptional: true }
}

function overlap(one: SymbolSet, other: SymbolSet): boolean {
  return one.some((is, symbol) => is === 1 && other[symbol] === 1)
}
