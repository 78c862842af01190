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
