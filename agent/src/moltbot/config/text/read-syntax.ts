import JSON5 from 'json5'
import type { ArrayNode, ObjectNode, Span, Syntax, SyntaxNode } from './syntax.ts'

/** White space and line ends of JSON5 (the specification's sections 5.2 and 8), and comments. */
const trivia = /(?:\s|\uFEFF)+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//y
const string = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y
const word = /[^\s\uFEFF{}[\]:,"'/]+/y

/** Nested more deeply than the limit. `offset` is where the first level too many begins. */
export class TooDeep extends Error {
  readonly offset: number
  constructor(offset: number) {
    super('nested too deeply')
    this.offset = offset
  }
}

/**
 * Where everything stands in a text that is known to be JSON5. No library keeps the comments of JSON5, and an edit
 * needs the places of keys, values and commas.
 * @throws TooDeep; SyntaxError for a text that is no JSON5 after all.
 */
export function readSyntax(text: string, maxDepth: number): Syntax {
  const comments: Span[] = []
  let at = 0

  const skipTrivia = () => {
    for (;;) {
      trivia.lastIndex = at
      const [found] = trivia.exec(text) ?? []
      if (found === undefined) return
      if (found.startsWith('/')) comments.push({ start: at, end: at + found.length })
      at += found.length
    }
  }
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found === undefined) throw new SyntaxError(`unexpected text at offset ${at}`)
    at += found.length
    return found
  }
  const isString = () => text[at] === '"' || text[at] === "'"
  const takeComma = (): number | null => {
    skipTrivia()
    return text[at] === ',' ? at++ : null
  }

  const readValue = (depth: number): SyntaxNode => {
    skipTrivia()
    if (text[at] === '{' || text[at] === '[') {
      if (depth >= maxDepth) throw new TooDeep(at)
      return text[at] === '{' ? readObject(depth) : readArray(depth)
    }
    const start = at
    take(isString() ? string : word)
    return { kind: 'scalar', start, end: at }
  }
  const readObject = (depth: number): ObjectNode => {
    const node: ObjectNode = { kind: 'object', start: at++, end: at, members: [] }
    for (skipTrivia(); text[at] !== '}'; skipTrivia()) {
      const start = at
      const key = isString() ? keyOf(take(string)) : keyOf(`"${take(word)}"`)
      const keySpan = { start, end: at }
      skipTrivia()
      take(/:/y)
      const value = readValue(depth + 1)
      node.members.push({ key, keySpan, value, commaAt: takeComma() })
    }
    node.end = ++at
    return node
  }
  const readArray = (depth: number): ArrayNode => {
    const node: ArrayNode = { kind: 'array', start: at++, end: at, items: [] }
    for (skipTrivia(); text[at] !== ']'; skipTrivia()) {
      node.items.push({ value: readValue(depth + 1), commaAt: takeComma() })
    }
    node.end = ++at
    return node
  }

  const root = readValue(0)
  skipTrivia()
  if (at < text.length) throw new SyntaxError(`unexpected text at offset ${at}`)
  return { root, comments }
}

/** A bare name may hold `\u0061`, which means the same inside quotes. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON5.parse(quoted)) : quoted.slice(1, -1)
}
