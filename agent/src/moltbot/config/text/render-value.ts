import { isObject } from '../../json.ts'
import type { Style } from './style.ts'

/** JSON5 allows more, but these are the same in all readers. */
const identifier = /^[A-Za-z_$][\w$]*$/

/** Writes a value over several lines; `indent` is that of the line on which it begins. */
export function renderBlock(value: unknown, style: Style, indent: string): string {
  const entries = entriesOf(value, style)
  if (entries === null) return renderScalar(value, style.quote)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0) return `${open}${close}`
  const inner = indent + style.indent
  const lines = entries.map(([key, item]) => `${inner}${key}${renderBlock(item, style, inner)}`)
  const last = style.trailingComma ? ',' : ''
  return `${open}${style.newline}${lines.join(`,${style.newline}`)}${last}${style.newline}${indent}${close}`
}

/** Writes a value on one line. */
export function renderInline(value: unknown, style: Style): string {
  const entries = entriesOf(value, style)
  if (entries === null) return renderScalar(value, style.quote)
  const parts = entries.map(([key, item]) => `${key}${renderInline(item, style)}`).join(', ')
  if (Array.isArray(value)) return `[${parts}]`
  return parts === '' ? '{}' : `{ ${parts} }`
}

export function renderKey(key: string, { bareKeys, quote }: Style): string {
  return bareKeys && identifier.test(key) ? key : renderText(key, quote)
}

export function renderScalar(value: unknown, quote: Style['quote']): string {
  if (typeof value === 'string') return renderText(value, quote)
  // `JSON.stringify` has no word for these, and JSON5 has.
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return String(value)
}

function renderText(value: string, quote: Style['quote']): string {
  const double = JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`)
  if (quote === '"') return double
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** What stands before each entry, and the entry; null for a value without entries. */
function entriesOf(value: unknown, style: Style): [string, unknown][] | null {
  if (Array.isArray(value)) return value.map((item: unknown) => ['', item])
  if (!isObject(value)) return null
  return Object.entries(value).map(([key, item]) => [`${renderKey(key, style)}: `, item])
}
