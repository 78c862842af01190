import {
  ANYTHING,
  complement,
  DIGIT,
  DOT,
  SPACE,
  type SymbolSet,
  setOf,
  union,
  WORD,
  withBothCases,
} from './symbols.ts'

/** A regular expression as a tree. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: SymbolSet }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  /** `texts` is how each item is written. */
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[]; readonly texts: readonly string[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly least: number; readonly most: number }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly item: PatternNode }
  | { readonly kind: 'line-start' }
  /** `$`, `\b` and `\B`, which read nothing. */
  | { readonly kind: 'nothing' }

/** Thrown for a construct that the tree has no form for, such as a reference back or a flag that changes the alphabet. */
export class UnreadablePattern extends Error {}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y
const GROUP = /\((?:\?(?:(:)|(<?)([=!])|<[A-Za-z_]\w*>))?/y
const CONTROL: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 }
const CLASSES: Readonly<Record<string, SymbolSet>> = {
  ...{ d: DIGIT, w: WORD, s: SPACE },
  ...{ D: complement(DIGIT), W: complement(WORD), S: complement(SPACE) },
}

/** The set that each piece of a pattern's text means, so that many patterns share one object for it. */
export type SetPool = Map<string, SymbolSet>

/**
 * Reads a pattern of the usual JavaScript syntax (flags `u` and `v` excepted).
 * @throws UnreadablePattern
 */
export function parsePattern({ source, flags }: RegExp, pool: SetPool): PatternNode {
  if (/[uv]/.test(flags)) throw new UnreadablePattern('a flag changes its alphabet')
  let at = 0
  const ignoresCase = flags.includes('i')
  /** What `read` reads from here on, or the set of the same text that the pool has. */
  const cased = (read: () => SymbolSet): PatternNode => {
    const from = at
    const fresh = read()
    const key = `${ignoresCase ? 'i' : ''}/${source.slice(from, at)}`
    const set = pool.get(key) ?? (ignoresCase ? withBothCases(fresh) : fresh)
    pool.set(key, set)
    return { kind: 'set', set }
  }
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at
    const hit = expression.exec(source)
    if (hit) at = expression.lastIndex
    return hit
  }
  const choice = (): PatternNode => {
    const items = [sequence()]
    while (source[at] === '|') {
      at += 1
      items.push(sequence())
    }
    return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items }
  }
  const sequence = (): PatternNode => {
    const items: PatternNode[] = []
    const texts: string[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const from = at
      items.push(repeated(atom()))
      texts.push(source.slice(from, at))
    }
    return { kind: 'sequence', items, texts }
  }
  const repeated = (item: PatternNode): PatternNode => {
    const hit = take(QUANTIFIER)
    if (!hit) return item
    const [text, least, comma, most] = hit
    if (least === undefined)
      return { kind: 'repeat', item, least: text[0] === '+' ? 1 : 0, most: text[0] === '?' ? 1 : Infinity }
    const bound = comma === '' ? Number(least) : most === '' ? Infinity : Number(most)
    return { kind: 'repeat', item, least: Number(least), most: bound }
  }
  const atom = (): PatternNode => {
    const character = source[at]
    if (character === '(') return group()
    if (character === '[') return cased(characterClass)
    if (character === '\\') return escaped()
    if (character !== '.' && character !== '^' && character !== '$') return cased(plain)
    at += 1
    if (character === '.') return { kind: 'set', set: flags.includes('s') ? ANYTHING : DOT }
    return { kind: character === '^' ? 'line-start' : 'nothing' }
  }
  const plain = (): SymbolSet => {
    at += 1
    return oneOf(source.charCodeAt(at - 1))
  }
  const group = (): PatternNode => {
    const [, , behind, look] = take(GROUP) ?? []
    if (source[at] === '?') throw new UnreadablePattern('it has a group of an unknown kind')
    const item = choice()
    at += 1
    return look === undefined ? item : { kind: 'look', behind: behind === '<', negative: look === '!', item }
  }
  const escaped = (): PatternNode => {
    if (source[at + 1] !== 'b' && source[at + 1] !== 'B') return cased(escapedSet)
    at += 2
    return { kind: 'nothing' }
  }
  const escapedSet = (): SymbolSet => {
    const letter = source.charAt(at + 1)
    at += 2
    if (/[1-9kcpP]/.test(letter) || /^0\d/.test(source.slice(at - 1, at + 1)))
      throw new UnreadablePattern('it refers back, or to a property of characters')
    if (letter === 'x' || letter === 'u') {
      const hex = source.slice(at, at + (letter === 'x' ? 2 : 4))
      if (!/^(?:[0-9a-f]{2}){1,2}$/i.test(hex)) throw new UnreadablePattern('it has an escape of an unknown kind')
      at += hex.length
      return oneOf(Number.parseInt(hex, 16))
    }
    return CLASSES[letter] ?? oneOf(CONTROL[letter] ?? letter.charCodeAt(0))
  }
  const characterClass = (): SymbolSet => {
    at += 1
    const isNegated = source[at] === '^'
    if (isNegated) at += 1
    let set = setOf()
    while (source[at] !== ']') {
      const from = member()
      const isRange = source[at] === '-' && source[at + 1] !== ']'
      if (isRange) at += 1
      set = union(set, isRange ? between(from, member()) : from)
    }
    at += 1
    return isNegated ? complement(ignoresCase ? withBothCases(set) : set) : set
  }
  const member = (): SymbolSet => {
    if (source[at] !== '\\') return plain()
    if (source[at + 1] !== 'b') return escapedSet()
    at += 2
    return oneOf(8)
  }
  const tree = choice()
  if (at < source.length) throw new UnreadablePattern('it closes more groups than it opens')
  return tree
}

const oneOf = (code: number): SymbolSet => setOf([code, code])

/** From the one member of a set to the one member of another. */
function between(from: SymbolSet, to: SymbolSet): SymbolSet {
  // a range from or to a class of characters, [\w-x], means its parts and the dash
  if (sizeOf(from) !== 1 || sizeOf(to) !== 1) return union(union(from, to), oneOf(45))
  return setOf([from.indexOf(1), to.indexOf(1)])
}

const sizeOf = (set: SymbolSet): number => set.reduce((sum, is) => sum + is, 0)
