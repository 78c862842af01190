import { isObject, type JsonObject } from '../../json.ts'
import { type ConfigPath, formatPath } from '../path.ts'
import { sameValue } from '../same-value.ts'
import { alignItems } from './align-items.ts'
import { createCommentFinder } from './comment-finder.ts'
import { joinPieces, type Piece } from './join-pieces.ts'
import { type Chunk, layOut } from './lay-out.ts'
import { type ParsedConfig, parseConfig } from './parse-config.ts'
import { renderBlock, renderInline, renderKey, renderScalar } from './render-value.ts'
import { indentBefore, indentOfLine, jsonStyle, styleOf } from './style.ts'
import type { ArrayNode, ObjectNode, SyntaxNode } from './syntax.ts'

export interface EditedConfig {
  text: string
  /** Paths of which comments could not be kept, because what they were about is gone; empty text is the whole config. */
  commentsLost: string[]
}

const maxCommentsLost = 100

interface Position {
  path: ConfigPath
  /** Of the line that the entry begins; null when others stand before it on that line. */
  indent: string | null
}

/**
 * The text with `next` as its value, in which only what differs is written anew: comments, order, quotes and trailing
 * commas stay. A text that cannot be read is written anew as a whole.
 */
export function editConfig(text: string, next: JsonObject): EditedConfig {
  const reading = parseConfig(text)
  if (!reading.ok) {
    return { text: `${renderBlock(next, jsonStyle, '')}\n`, commentsLost: /\/[/*]/.test(text) ? [''] : [] }
  }
  const { config } = reading
  if (sameValue(config.document, next)) return { text, commentsLost: [] }
  const { root } = config.syntax
  const editor = createEditor(config)
  const written =
    text.slice(0, root.start) +
    editor.rewrite(root, config.document, next, { path: [], indent: '' }) +
    text.slice(root.end)
  const check = parseConfig(written)
  // Whoever writes a file refuses one that is too large; it is the only way in which an edit can go wrong.
  const tooLarge = !check.ok && check.problems[0]?.code === 'too_large'
  if (!tooLarge && !(check.ok && sameValue(check.config.document, next))) {
    throw new Error('The edited config does not hold what was asked for')
  }
  return { text: written, commentsLost: editor.commentsLost() }
}

function createEditor(config: ParsedConfig) {
  const { text } = config
  const style = styleOf(config)
  const comments = createCommentFinder(text, config.syntax.comments)
  const lost = new Set<string>()
  const lose = (start: number, end: number, path: ConfigPath) => {
    if (comments.any(start, end) && lost.size < maxCommentsLost) lost.add(formatPath(path))
  }

  const rewrite = (node: SyntaxNode, old: unknown, next: unknown, { path, indent }: Position): string => {
    if (sameValue(old, next)) return text.slice(node.start, node.end)
    if (node.kind === 'object' && isObject(old) && isObject(next)) return rewriteObject(node, old, next, path)
    if (node.kind === 'array' && Array.isArray(old) && Array.isArray(next)) return rewriteArray(node, old, next, path)
    lose(node.start, node.end, path)
    return typeof next === 'string' ? renderScalar(next, quoteOf(node)) : render(next, indent)
  }

  const quoteOf = (node: SyntaxNode) => {
    const first = text[node.start]
    return first === '"' || first === "'" ? first : style.quote
  }
  const render = (value: unknown, indent: string | null) =>
    indent === null ? renderInline(value, style) : renderBlock(value, style, indent)

  const rewriteObject = (node: ObjectNode, old: JsonObject, next: JsonObject, path: ConfigPath): string => {
    const container = open(node)
    const effective = new Map(node.members.map(({ key }, index) => [key, index]))
    const pieces = node.members.flatMap(({ key, value }, index) => {
      const chunk = container.chunks[index]
      if (!chunk) return []
      if (!Object.hasOwn(next, key)) return dropped(chunk, [...path, key])
      // MoltBot takes the last of duplicate keys, so only that one is written anew.
      if (effective.get(key) !== index) return [kept(chunk)]
      return [kept(chunk, rewrite(value, old[key], next[key], within(chunk, path, key)))]
    })
    const added = Object.entries(next)
      .filter(([key]) => !effective.has(key))
      .map(([key, value]) => container.added(value, `${renderKey(key, style)}: `))
    return container.close([...pieces, ...added])
  }

  const rewriteArray = (node: ArrayNode, old: unknown[], next: unknown[], path: ConfigPath): string => {
    const container = open(node)
    const pieces = alignItems(old, next).flatMap((step) => {
      if (step.kind === 'add') return [container.added(next[step.to], '')]
      const chunk = container.chunks[step.from]
      if (!chunk) return []
      if (step.kind === 'drop') return dropped(chunk, [...path, step.from])
      if (step.kind === 'keep') return [kept(chunk)]
      return [kept(chunk, rewrite(chunk.value, old[step.from], next[step.to], within(chunk, path, step.to)))]
    })
    return container.close(pieces)
  }

  const within = ({ entryStart }: Chunk, path: ConfigPath, part: string | number): Position => ({
    path: [...path, part],
    indent: indentBefore(text, entryStart),
  })

  const kept = (chunk: Chunk, value = text.slice(chunk.value.start, chunk.value.end)): Piece => ({
    lead: text.slice(chunk.start, chunk.entryStart),
    body: text.slice(chunk.entryStart, chunk.value.start) + value,
    comma: chunk.commaAt !== null,
    beforeComma: text.slice(chunk.value.end, chunk.commaAt ?? chunk.end),
    after: chunk.commaAt === null ? '' : text.slice(chunk.commaAt + 1, chunk.end),
    endsInLineComment: comments.lineCommentEndsAt(chunk.end),
  })

  /** Comments that a blank line separates from the entry were not about it alone. */
  const dropped = (chunk: Chunk, path: ConfigPath): Piece[] => {
    const detached = comments.lastBeforeBlankLine(chunk.start, chunk.entryStart)
    lose(detached ?? chunk.start, chunk.end, path)
    if (detached === null) return []
    const lead = text.slice(chunk.start, detached)
    return [{ lead, body: null, endsInLineComment: comments.lineCommentEndsAt(detached) }]
  }

  const open = (node: ObjectNode | ArrayNode) => {
    const { head, chunks, tail } = layOut(text, node)
    const ownIndent = () => indentOfLine(text, node.start)
    const firstIndent = chunks.map(({ entryStart }) => indentBefore(text, entryStart)).find((found) => found !== null)
    const isBlock = firstIndent !== undefined || chunks.length === 0
    const indent = firstIndent ?? (isBlock ? ownIndent() + style.indent : '')
    const hadEntries = chunks.length > 0
    const lastComma = hadEntries ? chunks.at(-1)?.commaAt !== null : style.trailingComma && isBlock
    const lead = isBlock ? style.newline + indent : ' '
    const added = (value: unknown, key: string): Piece => ({
      lead,
      body: key + render(value, isBlock ? indent : null),
      comma: false,
      beforeComma: '',
      after: '',
      endsInLineComment: false,
    })
    const close = (pieces: Piece[]) => {
      const tailText = text.slice(tail.start, tail.end)
      const inside = joinPieces(pieces, {
        head: { text: text.slice(head.start, head.end), endsInLineComment: comments.lineCommentEndsAt(head.end) },
        tail: hadEntries || /[\n\r]/.test(tailText) ? tailText : tailText + style.newline + ownIndent(),
        lineBreak: style.newline + indent,
        lastComma,
        firstLead: isBlock ? null : text.slice(chunks[0]?.start ?? 0, chunks[0]?.entryStart ?? 0),
      })
      return text.slice(node.start, node.start + 1) + inside + text.slice(node.end - 1, node.end)
    }
    return { chunks, added, close }
  }

  return { rewrite, commentsLost: () => [...lost].sort() }
}
