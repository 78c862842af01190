/** Reading of JSON that MoltBot wrote: every field may be missing, of another type, or far too long. */
export type JsonObject = { [key: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value if the text is a JSON object, else null. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function objectAt(value: unknown, ...path: string[]): JsonObject | null {
  let at: unknown = value
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  return isObject(at) ? at : null
}

export function textAt(value: JsonObject | null, key: string, maxLength = 300): string | null {
  const found = value?.[key]
  return typeof found === 'string' ? found.slice(0, maxLength) : null
}

export function numberAt(value: JsonObject | null, key: string): number | null {
  const found = value?.[key]
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

export function booleanAt(value: JsonObject | null, key: string): boolean | null {
  const found = value?.[key]
  return typeof found === 'boolean' ? found : null
}

/** Strings of a list, at most `most` of them, each cut. */
export function textsAt(value: JsonObject | null, key: string, most = 20): string[] {
  const found = value?.[key]
  if (!Array.isArray(found)) return []
  return found
    .filter((item) => typeof item === 'string')
    .slice(0, most)
    .map((item) => item.slice(0, 200))
}
