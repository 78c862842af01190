import { isObject, type JsonObject } from '../../json.ts'

/** A schema as JSON Schema draft-07 has it: an object, or `true` and `false`. */
export type SchemaNode = JsonObject

/** A MoltBot's schema has 11,629; one that was tampered with must not cost more than a few times that. */
const maxNodes = 60_000
const maxDepth = 40
const maxAlternatives = 500

/** Reads parts of one schema, with `$ref` followed. */
export interface SchemaReader {
  readonly root: SchemaNode
  /** The node itself, or what it refers to. */
  resolve(node: unknown): SchemaNode
  /** The alternatives of a node; the node alone when it has none. Those of alternatives count, too. */
  alternatives(node: unknown): SchemaNode[]
  /** What stands under a name, or `[]` for an item of a list; one for each alternative that has it. */
  child(node: unknown, part: string): SchemaNode[]
}

/** @throws TypeError for what is no schema of a config. */
export function createSchemaReader(root: unknown): SchemaReader {
  if (!isObject(root) || !isObject(root.properties)) throw new TypeError('The schema describes no object')
  const targets = findTargets(root)
  const resolve = (node: unknown): SchemaNode => {
    let at = isObject(node) ? node : {}
    for (let hop = 0; hop < 8 && typeof at.$ref === 'string'; hop++) at = targets.get(at) ?? {}
    return at
  }
  const alternatives = (node: unknown): SchemaNode[] => {
    const found: SchemaNode[] = []
    const open = [resolve(node)]
    for (let at = open.shift(); at && found.length + open.length < maxAlternatives; at = open.shift()) {
      const listed = [at.anyOf, at.oneOf].flatMap(listOf)
      if (listed.length === 0) found.push(at)
      else open.unshift(...listed.map(resolve))
    }
    return found
  }
  return {
    root,
    resolve,
    alternatives,
    child: (node, part) =>
      alternatives(node)
        .map((one) => childOf(one, part))
        .filter((found) => found !== undefined)
        .map(resolve),
  }
}

function childOf(node: SchemaNode, part: string): SchemaNode | undefined {
  const { properties, additionalProperties, items } = node
  if (part === '[]') return isObject(items) ? items : undefined
  if (isObject(properties) && Object.hasOwn(properties, part) && isObject(properties[part])) return properties[part]
  if (isObject(additionalProperties)) return additionalProperties
  // A position in a list, as the hints and MoltBot's messages write it.
  return isObject(items) && /^(?:\*|\d+)$/.test(part) ? items : undefined
}

const none: JsonObject[] = []

export function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : none
}

/**
 * Where each `$ref` leads. Schemas of plugins are put into the whole as they are, so `#` is the nearest node around the
 * reference in which the pointer leads somewhere.
 */
function findTargets(root: SchemaNode): Map<SchemaNode, SchemaNode> {
  const targets = new Map<SchemaNode, SchemaNode>()
  let nodes = 0
  const visit = (value: unknown, around: readonly SchemaNode[]) => {
    if (typeof value !== 'object' || value === null) return
    if (++nodes > maxNodes * 3 || around.length > maxDepth * 2) throw new TypeError('The schema is too large')
    if (!isObject(value)) {
      for (const item of Object.values(value)) visit(item, around)
      return
    }
    if (typeof value.$ref === 'string') {
      const pointer = value.$ref
      const target = around.map((one) => follow(one, pointer)).findLast((found) => found !== undefined)
      if (target) targets.set(value, target)
    }
    const inner = [...around, value]
    for (const item of Object.values(value)) visit(item, inner)
  }
  visit(root, [])
  return targets
}

function follow(node: SchemaNode, pointer: string): SchemaNode | undefined {
  if (!pointer.startsWith('#/')) return undefined
  let at: unknown = node
  for (const part of pointer.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined
  }
  return isObject(at) ? at : undefined
}
