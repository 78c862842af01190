/** A stretch of the text: `start` is its first character, `end` the one after its last. */
export interface Span {
  start: number
  end: number
}

export type SyntaxNode = ObjectNode | ArrayNode | ScalarNode

export interface ObjectNode extends Span {
  kind: 'object'
  members: Member[]
}

export interface Member {
  key: string
  keySpan: Span
  value: SyntaxNode
  /** Where the comma after it stands; null when there is none. */
  commaAt: number | null
}

export interface ArrayNode extends Span {
  kind: 'array'
  items: Item[]
}

export interface Item {
  value: SyntaxNode
  commaAt: number | null
}

export interface ScalarNode extends Span {
  kind: 'scalar'
}

export interface Syntax {
  root: SyntaxNode
  /** In the order of the text. */
  comments: Span[]
}

/** A line and a column as editors count them, from 1. */
export interface Place {
  line: number
  column: number
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++
  return { line, column: offset - lineStart + 1 }
}
