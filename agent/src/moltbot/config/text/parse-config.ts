import JSON5 from 'json5'
import { isObject, type JsonObject } from '../../json.ts'
import { type ConfigPath, formatPath } from '../path.ts'
import { type ConfigProblem, maxConfigBytes, maxConfigDepth, reservedKey, reservedKeys, tooDeep } from './limits.ts'
import { readSyntax, TooDeep } from './read-syntax.ts'
import { type ArrayNode, type ObjectNode, type Place, placeAt, type Syntax, type SyntaxNode } from './syntax.ts'

const maxListed = 50

export interface ParsedConfig {
  text: string
  document: JsonObject
  syntax: Syntax
  warnings: ConfigProblem[]
}

export type ConfigReading = { ok: true; config: ParsedConfig } | { ok: false; problems: ConfigProblem[] }

/** Reads a config as MoltBot does, bounded. Duplicate keys are warnings: the runtime takes the last one. */
export function parseConfig(text: string): ConfigReading {
  if (Buffer.byteLength(text) > maxConfigBytes) {
    return refuse('too_large', null, `The config is larger than ${maxConfigBytes / 1024} KiB.`)
  }
  let value: unknown
  try {
    value = readValue(text)
  } catch (error) {
    return refuse('not_json5', placeOf(error), messageOf(error))
  }
  let syntax: Syntax
  try {
    syntax = readSyntax(text, maxConfigDepth)
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    return { ok: false, problems: [tooDeep([], placeAt(text, error.offset))] }
  }
  if (!isObject(value))
    return refuse('not_an_object', placeAt(text, syntax.root.start), 'The config must be an object.')
  const problems = problemsOfKeys(text, syntax.root)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { ok: false, problems: errors }
  return { ok: true, config: { text, document: value, syntax, warnings: problems } }
}

/** MoltBot itself writes plain JSON, which is read forty times as fast and means the same. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return JSON5.parse(withoutOddLineEnds(text))
  }
}

function problemsOfKeys(text: string, root: SyntaxNode): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const visit = (node: SyntaxNode, path: ConfigPath) => {
    const children: { key: string | number; value: SyntaxNode }[] =
      node.kind === 'object' ? node.members : node.kind === 'array' ? numbered(node) : []
    if (node.kind === 'object') problems.push(...problemsOfMembers(text, node, path, maxListed - problems.length))
    for (const { key, value } of children) {
      if (problems.length >= maxListed) return
      if (value.kind !== 'scalar') visit(value, [...path, key])
    }
  }
  visit(root, [])
  return problems
}

function numbered({ items }: ArrayNode): { key: number; value: SyntaxNode }[] {
  return items.map(({ value }, key) => ({ key, value }))
}

function problemsOfMembers(text: string, { members }: ObjectNode, path: ConfigPath, most: number): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const seen = new Set<string>()
  for (const { key, keySpan } of members) {
    if (problems.length >= most) break
    if (reservedKeys.has(key)) problems.push(reservedKey([...path, key], placeAt(text, keySpan.start)))
    else if (seen.has(key)) {
      const at = [...path, key]
      const message = `${formatPath(at)} is given more than once; MoltBot takes the last one.`
      const place = placeAt(text, keySpan.start)
      problems.push({ code: 'duplicate_key', severity: 'warning', place, path: at, message })
    }
    seen.add(key)
  }
  return problems
}

function refuse(code: ConfigProblem['code'], place: Place | null, message: string): ConfigReading {
  return { ok: false, problems: [{ code, severity: 'error', place, path: [], message }] }
}

/** The parser prints a complaint for a line separator inside of a string, though it is good JSON. */
function withoutOddLineEnds(text: string): string {
  if (!/[\u2028\u2029]/.test(text)) return text
  // What is never closed reaches to the end, so that one look at each character is enough.
  const token =
    /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?(?:\*\/|$)/g
  return text.replace(token, (found) =>
    found.startsWith('/') ? found : found.replace(/\\[\s\S]|[\u2028\u2029]/g, escapeEnd),
  )
}

/** A line end behind a backslash continues the line and is no part of the string. */
function escapeEnd(found: string): string {
  if (found.startsWith('\\')) return /[\u2028\u2029]/.test(found) ? '' : found
  return `\\u${found.charCodeAt(0).toString(16)}`
}

function placeOf(error: unknown): Place | null {
  if (!(error instanceof SyntaxError) || !('lineNumber' in error) || !('columnNumber' in error)) return null
  const { lineNumber: line, columnNumber: column } = error
  return typeof line === 'number' && typeof column === 'number' ? { line, column } : null
}

function messageOf(error: unknown): string {
  const told = error instanceof Error ? error.message : ''
  return `The config is not JSON5: ${told.replace(/^JSON5: /, '').slice(0, 200)}.`
}
