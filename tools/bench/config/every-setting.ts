import { partsOf, type SchemaIndex } from '../../../agent/src/moltbot/config/schema/schema-index.ts'
import type { Setting } from '../../../agent/src/moltbot/config/schema/settings.ts'
import type { JsonObject } from '../../../agent/src/moltbot/json.ts'

const mostAttempts = 200

/**
 * A config in which as many settings as possible have a value, so larger than any that a person writes. What the schema
 * does not take in this combination is left out again, until nothing is wrong with it.
 */
export function everySetting(index: SchemaIndex): JsonObject {
  let left = index.settings().filter(({ path }) => !path.includes('[]'))
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const document = documentOf(left)
    const wrong = index.check(document).map(({ path, code }) => {
      // Where something that is needed is missing, the whole of it goes.
      return (code === 'missing_key' ? path.slice(0, -1) : path).map(String)
    })
    if (wrong.length === 0) return document
    left = left.filter(({ path }) => !wrong.some((broken) => touches(partsOf(path).map(named), broken)))
  }
  throw new Error('no combination of settings fits the schema')
}

/** One is within the other. */
function touches(one: readonly string[], other: readonly string[]): boolean {
  return one.slice(0, other.length).every((part, at) => part === other[at])
}

function documentOf(settings: readonly Setting[]): JsonObject {
  const document: JsonObject = {}
  for (const setting of settings) {
    const parts = partsOf(setting.path).map(named)
    const last = parts.pop() ?? ''
    let place: JsonObject = document
    for (const part of parts) {
      const inner = place[part]
      if (typeof inner === 'object' && inner !== null) place = inner as JsonObject
      else {
        const made: JsonObject = {}
        place[part] = made
        place = made
      }
    }
    place[last] ??= exampleOf(setting)
  }
  return document
}

function named(part: string): string {
  return part === '*' ? 'first' : part
}

function exampleOf({ default: given, enum: choices, type }: Setting): unknown {
  if (given !== null && given.length < 500) return JSON.parse(given)
  if (choices !== null) return choices[0]
  if (/boolean/.test(type)) return true
  if (/number|integer/.test(type)) return 1
  if (/list/.test(type)) return []
  return /map/.test(type) ? {} : 'a value that somebody wrote'
}
