import { isObject, type Json } from '../document/config-path.ts'
import type { Setting } from '../settings/setting-index.ts'

/**
 * How a setting is changed. `names`: a table whose entries are settings of their own · `table`: a table of plain values ·
 * `entries`: a list whose items are settings of their own · `list`: a list of plain values · `json`: all that is left.
 */
export type ControlKind = 'secret' | 'choice' | 'number' | 'text' | 'list' | 'table' | 'names' | 'entries' | 'json'

const plain = new Set(['string', 'integer', 'number', 'choice'])

/** @param hasParts Whether what lies in the table or the list is listed as settings. */
export function controlOf(
  { type, sensitive, enum: choices }: Setting,
  value: Json | undefined,
  hasParts: boolean,
): ControlKind {
  const kind = kindOfType(type, choices, hasParts)
  if (sensitive && (kind === 'text' || type === 'secret' || type.includes('string'))) return 'secret'
  return holds(kind, value) ? kind : 'json'
}

function kindOfType(type: string, choices: Setting['enum'], hasParts: boolean): ControlKind {
  const types = type.split(' or ')
  if (types.every((one) => one === 'boolean' || (one === 'choice' && choices !== null))) return 'choice'
  if (types.every((one) => one === 'integer' || one === 'number')) return 'number'
  if (types.every((one) => plain.has(one))) return 'text'
  if (type === 'map') return hasParts ? 'names' : 'table'
  if (!type.startsWith('list of ')) return 'json'
  if (hasParts) return 'entries'
  return type
    .slice('list of '.length)
    .split(' or ')
    .every((one) => plain.has(one))
    ? 'list'
    : 'json'
}

/** Whether the control can show what is there; an odd value is shown as it is. */
function holds(kind: ControlKind, value: Json | undefined): boolean {
  if (value === undefined) return true
  if (kind === 'list') return Array.isArray(value) && value.every(isPlain)
  if (kind === 'entries') return Array.isArray(value)
  if (kind === 'table') return isObject(value) && Object.values(value).every(isPlain)
  if (kind === 'names') return isObject(value)
  return kind === 'json' || isPlain(value)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** What was typed as the value of a setting; undefined for nothing, which takes the setting out. */
export function readTyped(text: string, type: string): Json | undefined {
  if (text === '') return undefined
  const numeric = /\b(?:integer|number)\b/.test(type) && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text.trim())
  // Only a number that reads the same is one: an id of twenty figures would lose its last ones.
  return numeric && String(Number(text)) === text.trim() ? Number(text) : text
}

/** A value as it stands in a field. */
export function textOf(value: Json | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The choices of a setting, each with the value that it stands for. */
export function choicesOf({ type, enum: listed }: Setting): { text: string; value: Json }[] {
  const switches = type.split(' or ').includes('boolean') ? [true, false] : []
  const numbers = listed?.every((one) => /^-?\d+(?:\.\d+)?$/.test(one)) === true
  return [
    ...switches.map((value) => ({ text: value ? 'on' : 'off', value })),
    ...(listed ?? []).map((text) => ({ text, value: numbers ? Number(text) : text })),
  ]
}
