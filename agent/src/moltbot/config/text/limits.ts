import type { ConfigPath } from '../path.ts'
import type { Place } from './syntax.ts'

/**
 * JSON5 is parsed at about 4 MB/s and nothing else runs meanwhile, so a config of the size of a request is the most
 * that is read. MoltBot's own with every setting in it would be a tenth of that.
 */
export const maxConfigBytes = 1024 * 1024
export const maxConfigDepth = 64

/** Keys that reach the prototype of a JavaScript object. MoltBot has no setting of these names. */
export const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface ConfigProblem {
  code: 'too_large' | 'not_json5' | 'not_an_object' | 'too_deep' | 'reserved_key' | 'duplicate_key'
  severity: 'error' | 'warning'
  /** Null when it concerns the whole text, or there is no text. */
  place: Place | null
  path: ConfigPath
  message: string
}

/**
 * Whether a document cannot be written in so many bytes of JSON5, however tight. It looks at no more of it than that, so
 * that a document of any size costs the same.
 */
export function isLargerThan(document: unknown, bytes: number): boolean {
  let left = bytes
  const waiting: unknown[] = [document]
  while (waiting.length > 0 && left >= 0) {
    const value = waiting.pop()
    left -= typeof value === 'string' ? value.length + 2 : 1
    if (Array.isArray(value)) {
      // Each item with what parts it from the next.
      if (value.length * 2 > left) return true
      left -= value.length
      for (const item of value) waiting.push(item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        left -= name.length + 2
        if (left < 0) return true
        waiting.push(member)
      }
    }
  }
  return left < 0
}

/** Why a document that arrived as JSON breaks the limits of a config; null when it keeps them. */
export function refuseDocument(document: unknown, path: ConfigPath = []): ConfigProblem | null {
  if (typeof document !== 'object' || document === null) return null
  if (path.length >= maxConfigDepth) return tooDeep(path, null)
  const isList = Array.isArray(document)
  for (const [key, value] of Object.entries(document)) {
    const at = [...path, isList ? Number(key) : key]
    if (!isList && reservedKeys.has(key)) return reservedKey(at, null)
    const found = refuseDocument(value, at)
    if (found) return found
  }
  return null
}

export function tooDeep(path: ConfigPath, place: Place | null): ConfigProblem {
  const message = `The config is nested more than ${maxConfigDepth} levels deep.`
  return { code: 'too_deep', severity: 'error', place, path, message }
}

export function reservedKey(path: ConfigPath, place: Place | null): ConfigProblem {
  const message = `The name ${String(path.at(-1))} is not allowed in a config.`
  return { code: 'reserved_key', severity: 'error', place, path, message }
}
