import { type PatternNode, parsePattern, type SetPool, UnreadablePattern } from './pattern-tree.ts'
import { LINE_BREAK, notAfter, type SymbolSet, setOf, union } from './symbols.ts'

/** Exact counting of long repetitions costs states and tells little more than "a long one". */
const MOST_COPIES = 16

/** One step of a search: reads a symbol and goes on, or goes on at once. */
export type Step =
  | { readonly kind: 'read'; readonly set: SymbolSet; readonly then: number }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  /** Goes on only where a line begins. */
  | { readonly kind: 'line-start'; readonly then: number }
  | { readonly kind: 'found'; readonly pattern: number }

export interface Steps {
  readonly steps: readonly Step[]
  /** The step that all patterns begin with. */
  readonly start: number
}

/**
 * Turns patterns into one machine that finds in a text at least what they find. Where they look around or count it
 * follows them only as far as that is cheap, and so may find more, never less. A pattern that it cannot read it finds
 * in every text.
 */
export function stepsOf(patterns: readonly RegExp[]): Steps {
  const steps: Step[] = []
  const pool: SetPool = new Map()
  const add = (step: Step) => steps.push(step) - 1

  /** The step that reads the node and goes on to `then`. `atStart`: the pattern has read nothing yet. */
  const enter = (node: PatternNode, then: number, atStart: boolean): number => {
    switch (node.kind) {
      case 'set':
        return add({ kind: 'read', set: node.set, then })
      case 'choice':
        return add({ kind: 'fork', to: node.items.map((item) => enter(item, then, atStart)) })
      case 'sequence':
        return enterSequence(node.items, then, atStart)
      case 'repeat':
        return enterRepeat(node.item, node.least, node.most, then)
      case 'line-start':
        return atStart ? lineStart(LINE_BREAK, then) : then
      case 'look':
        return node.behind ? enterBehind(node.item, node.negative, then, atStart) : enterAhead(node, then)
      case 'nothing':
        return then
    }
  }
  const enterSequence = (items: readonly PatternNode[], then: number, atStart: boolean): number => {
    const followed = atStart ? startOf(items) : -1
    return items.reduceRight((next, item, i) => enter(item, next, i === followed), then)
  }
  const enterRepeat = (item: PatternNode, least: number, most: number, then: number): number => {
    const copies = Math.min(least, MOST_COPIES)
    let next = then
    if (most - least > 2 || copies < least) {
      const loop = add({ kind: 'fork', to: [] })
      steps[loop] = { kind: 'fork', to: [enter(item, loop, false), then] }
      next = loop
    } else {
      for (let i = least; i < most; i++) next = add({ kind: 'fork', to: [enter(item, next, false), then] })
    }
    for (let i = 0; i < copies; i++) next = enter(item, next, false)
    return next
  }
  const enterAhead = ({ item, negative }: { item: PatternNode; negative: boolean }, then: number): number =>
    // what a pattern ends by looking at must stand there
    steps[then]?.kind === 'found' && !negative ? enter(item, then, false) : then
  const enterBehind = (item: PatternNode, negative: boolean, then: number, atStart: boolean): number => {
    if (!atStart) return then
    if (!negative) return enter(item, then, false)
    const set = (item.kind === 'choice' ? item.items : [item]).map(onlySet).reduce(union)
    return lineStart(notAfter(set), then)
  }
  const lineStart = (orAfter: SymbolSet, then: number): number =>
    add({ kind: 'fork', to: [add({ kind: 'line-start', then }), add({ kind: 'read', set: orAfter, then })] })

  /** Patterns that begin alike share the steps of that beginning. */
  const enterAll = (routes: readonly Route[], depth: number): number => {
    const to: number[] = []
    for (const alike of Map.groupBy(routes, ({ keys }) => keys[depth]).values()) {
      const [first] = alike
      const item = first?.items[depth]
      if (first && item) to.push(enter(item, enterAll(alike, depth + 1), depth === first.followed))
      else for (const { pattern } of alike) to.push(add({ kind: 'found', pattern }))
    }
    return to.length === 1 && to[0] !== undefined ? to[0] : add({ kind: 'fork', to })
  }
  const start = enterAll(
    patterns.map((pattern, i) => routeOf(pattern, i, pool)),
    0,
  )
  return { steps, start }
}

interface Route {
  readonly pattern: number
  readonly items: readonly PatternNode[]
  /** Equal for items that read the same. */
  readonly keys: readonly string[]
  readonly followed: number
}

function routeOf(expression: RegExp, pattern: number, pool: SetPool): Route {
  try {
    const tree = parsePattern(expression, pool)
    const isList = tree.kind === 'sequence'
    const items = isList ? tree.items : [tree]
    const followed = startOf(items)
    const texts = isList ? tree.texts : [expression.source]
    const keys = texts.map((text, i) => `${expression.flags}${i === followed ? '^' : ''}/${text}`)
    return { pattern, items, keys, followed }
  } catch (error) {
    if (error instanceof UnreadablePattern) return { pattern, items: [], keys: [], followed: -1 }
    throw error
  }
}

/**
 * Which item of a pattern's beginning may look back: of several that read nothing only the last that does, for each of
 * them would read what is before itself.
 */
function startOf(items: readonly PatternNode[]): number {
  const reading = items.findIndex((item) => !readsNothing(item))
  const looking = items.slice(0, reading === -1 ? items.length : reading).findLastIndex(looksBack)
  return looking === -1 ? reading : looking
}

function readsNothing(node: PatternNode): boolean {
  if (node.kind === 'sequence' || node.kind === 'choice') return node.items.every(readsNothing)
  return node.kind === 'look' || node.kind === 'line-start' || node.kind === 'nothing'
}

function looksBack(node: PatternNode): boolean {
  if (node.kind === 'sequence' || node.kind === 'choice') return node.items.some(looksBack)
  return (node.kind === 'look' && node.behind) || node.kind === 'line-start'
}

/** The set that a node of one character reads; the empty set for any other node. */
function onlySet(node: PatternNode): SymbolSet {
  if (node.kind === 'set') return node.set
  const [only, ...others] = node.kind === 'sequence' ? node.items : []
  return only && others.length === 0 ? onlySet(only) : setOf()
}
