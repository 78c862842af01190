import type { ArrayNode, ObjectNode, Span, SyntaxNode } from './syntax.ts'

/** One entry of an object or a list with everything around it, so that entries can be dropped and added whole. */
export interface Chunk extends Span {
  /** Where the key, or the value of a list, begins; before it stand white space and comments. */
  entryStart: number
  value: SyntaxNode
  commaAt: number | null
}

/** An object or a list cut into stretches that follow one another without a gap. */
export interface Layout {
  /** Comments on the line of the opening bracket, when the entries begin on the next one. */
  head: Span
  chunks: Chunk[]
  /** What stands between the last entry and the closing bracket. */
  tail: Span
}

const sameLine = /[^\S\n\r\u2028\u2029]+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//y
const lineEnd = /[\n\r\u2028\u2029]/

/** A comment behind an entry on its line belongs to that entry, all others to what follows them. */
export function layOut(text: string, node: ObjectNode | ArrayNode): Layout {
  const inner = { start: node.start + 1, end: node.end - 1 }
  const first = restOfLine(text, inner.start)
  const headEnd = first.stoppedBy === 'line end' ? first.at : inner.start
  let start = headEnd
  const entries =
    node.kind === 'object'
      ? node.members.map(({ keySpan, value, commaAt }) => ({ entryStart: keySpan.start, value, commaAt }))
      : node.items.map(({ value, commaAt }) => ({ entryStart: value.start, value, commaAt }))
  const chunks = entries.map((entry) => {
    const after = entry.commaAt === null ? entry.value.end : entry.commaAt + 1
    const rest = restOfLine(text, after)
    const closes = rest.at >= inner.end
    const end = rest.stoppedBy === 'line end' && !closes ? rest.at : closes ? rest.afterComments : after
    const chunk = { ...entry, start, end }
    start = end
    return chunk
  })
  return { head: { start: inner.start, end: headEnd }, chunks, tail: { start, end: inner.end } }
}

function restOfLine(text: string, from: number): { at: number; afterComments: number; stoppedBy: string } {
  let at = from
  let afterComments = from
  for (;;) {
    sameLine.lastIndex = at
    const [found] = sameLine.exec(text) ?? []
    if (found === undefined) break
    at += found.length
    if (found.startsWith('/')) afterComments = at
  }
  return { at, afterComments, stoppedBy: lineEnd.test(text[at] ?? '') ? 'line end' : 'token' }
}
