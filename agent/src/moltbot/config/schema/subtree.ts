import { isObject, type JsonObject } from '../../json.ts'
import type { SchemaNode, SchemaReader } from './schema-node.ts'

export interface SubtreeLimits {
  /** Levels of settings below the one that was asked for. */
  depth: number
  maxNodes: number
}

const maxWidth = 1000

/** Keywords that a form needs; those with schemas in them are walked apart. */
const kept = new Set([
  ...['type', 'title', 'description', 'enum', 'const', 'default', 'required', 'format', 'pattern'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minProperties', 'maxProperties'],
])

/**
 * A copy of the part of a schema at a path, references resolved. What lies deeper than the limits is left out and marked
 * `x-more: true`. Null when there is no such path.
 */
export function subtreeAt(reader: SchemaReader, parts: readonly string[], limits: SubtreeLimits): JsonObject | null {
  let found: SchemaNode[] = [reader.root]
  for (const part of parts) found = found.flatMap((node) => reader.child(node, part)).slice(0, 20)
  const [first] = found
  if (!first) return null
  let nodes = 0

  const copy = (schema: unknown, depth: number): JsonObject => {
    const node = reader.resolve(schema)
    nodes++
    const plain = Object.fromEntries(Object.entries(node).filter(([key]) => kept.has(key)))
    if (!hasMore(node)) return plain
    if (depth > limits.depth || nodes > limits.maxNodes) return { ...plain, 'x-more': true }
    return { ...plain, ...copyParts(node, depth) }
  }
  const copyParts = (node: SchemaNode, depth: number): JsonObject => {
    const parts: JsonObject = {}
    const { properties, additionalProperties, items } = node
    if (isObject(properties)) {
      parts.properties = Object.fromEntries(
        Object.entries(properties)
          .slice(0, maxWidth)
          .map(([key, inner]) => [key, copy(inner, depth + 1)]),
      )
    }
    if (typeof additionalProperties === 'boolean') parts.additionalProperties = additionalProperties
    else if (isObject(additionalProperties)) parts.additionalProperties = copy(additionalProperties, depth + 1)
    if (Array.isArray(items)) parts.items = items.map((item) => copy(item, depth + 1))
    else if (isObject(items)) parts.items = copy(items, depth + 1)
    for (const key of ['anyOf', 'oneOf', 'allOf']) {
      const list = node[key]
      // An alternative is no level of its own: it stands at the same path.
      if (Array.isArray(list)) parts[key] = list.map((one) => copy(one, depth))
    }
    return parts
  }
  return found.length === 1 ? copy(first, 0) : { anyOf: found.map((one) => copy(one, 0)) }
}

function hasMore(node: SchemaNode): boolean {
  return ['properties', 'additionalProperties', 'items', 'anyOf', 'oneOf', 'allOf'].some((key) =>
    Object.hasOwn(node, key),
  )
}
