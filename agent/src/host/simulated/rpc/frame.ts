import type { JsonObject } from '../gateway/config.ts'

/** A JSON object from text or from a field; null for anything else. */
export function readFrame(value: unknown): JsonObject | null {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? { ...value } : null
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}
