import { isObject, type JsonObject } from '../../json.ts'
import type { ConfigPath } from '../path.ts'
import { sameValue } from '../same-value.ts'
import { isSubstitution } from '../secrets/reference.ts'
import { nearestName } from './nearest-name.ts'
import { listOf, type SchemaNode, type SchemaReader } from './schema-node.ts'

export interface SchemaIssue {
  code: 'unknown_key' | 'wrong_type' | 'not_allowed' | 'missing_key' | 'out_of_range'
  path: ConfigPath
  message: string
}

const maxIssues = 100
const maxDepth = 64
/** A schema that was tampered with could refer to itself in many ways; a real one takes a few thousand. */
const maxSteps = 200_000

/**
 * What a document breaks of a schema: unknown and missing keys, types, listed values and ranges. Patterns are left to
 * MoltBot's own validator, since a schema from elsewhere could name one that takes for ever. No code is made from the
 * schema, and only the part that the document uses is looked at.
 */
export function checkDocument(document: JsonObject, reader: SchemaReader): SchemaIssue[] {
  let steps = 0
  const check = (value: unknown, schema: unknown, path: ConfigPath): SchemaIssue[] => {
    const node = reader.resolve(schema)
    if (++steps > maxSteps || path.length > maxDepth) return []
    if (typeof value === 'string' && isSubstitution(value)) return checkSubstitution(node, path)
    const found: SchemaIssue[] = []
    const add = (issues: readonly SchemaIssue[]) => {
      for (const one of issues) if (found.length < maxIssues) found.push(one)
    }
    add(checkType(value, node, path))
    add(checkListed(value, node, path))
    add(checkRange(value, node, path))
    if (isObject(value)) add(checkObject(value, node, path))
    if (Array.isArray(value)) add(checkItems(value, node, path))
    for (const part of listOf(node.allOf)) add(check(value, part, path))
    for (const list of [listOf(node.anyOf), listOf(node.oneOf)]) if (list.length > 0) add(bestOf(value, list, path))
    return found
  }

  /** The environment gives a text, and what is in it only the gateway knows. */
  const checkSubstitution = (node: SchemaNode, path: ConfigPath): SchemaIssue[] => {
    const types = reader.alternatives(node).map(typesOf)
    if (types.some((listed) => listed.length === 0 || listed.includes('string'))) return []
    return [issue('wrong_type', path, `Expected ${[...new Set(types.flat())].join(' or ')}, found string.`)]
  }

  const checkObject = (value: JsonObject, node: SchemaNode, path: ConfigPath): SchemaIssue[] => {
    const properties = isObject(node.properties) ? node.properties : {}
    const included = Object.hasOwn(value, '$include')
    const required = Array.isArray(node.required) ? node.required.filter((key) => typeof key === 'string') : []
    // MoltBot fills in defaults before it looks for what is missing.
    const missing = required.filter((key) => !Object.hasOwn(value, key) && !hasDefault(properties[key], reader))
    const found = (included ? [] : missing).map((key) => issue('missing_key', [...path, key], `${key} is missing.`))
    const { additionalProperties: others } = node
    for (const key of Object.keys(value)) {
      if (key === '$include' || (path.length === 0 && key === '$schema')) continue
      if (Object.hasOwn(properties, key)) found.push(...check(value[key], properties[key], [...path, key]))
      else if (isObject(others)) found.push(...check(value[key], others, [...path, key]))
      else if (others === false) found.push(unknownKey(key, Object.keys(properties), path))
      if (found.length >= maxIssues) break
    }
    return found
  }

  const checkItems = (value: unknown[], { items }: SchemaNode, path: ConfigPath): SchemaIssue[] => {
    const tuple = Array.isArray(items) ? items : null
    return value.slice(0, 10_000).flatMap((item, index) => check(item, tuple ? tuple[index] : items, [...path, index]))
  }

  /** The issues of the alternative that comes nearest; none when one fits. */
  const bestOf = (value: unknown, list: readonly SchemaNode[], path: ConfigPath): SchemaIssue[] => {
    const results = list.map((one) => check(value, one, path))
    if (results.some((issues) => issues.length === 0)) return []
    const isHere = (found: SchemaIssue, code: SchemaIssue['code'], below: number) =>
      found.code === code && found.path.length <= path.length + below
    const ofType = results.filter((issues) => !issues.some((found) => isHere(found, 'wrong_type', 0)))
    if (ofType.length === 0)
      return [issue('wrong_type', path, `Expected ${namesOf(list, reader)}, found ${typeOf(value)}.`)]
    const ofValue = ofType.filter((issues) => !issues.some((found) => isHere(found, 'not_allowed', 0)))
    if (ofValue.length === 0)
      return [notAllowed(path, list.flatMap((one) => reader.alternatives(one)).flatMap(choicesOf))]
    // Objects of several kinds are told apart by a word in them, such as the `source` of a reference.
    const ofKind = ofValue.filter((issues) => !issues.some((found) => isHere(found, 'not_allowed', 1)))
    return (ofKind.length > 0 ? ofKind : ofValue).toSorted((one, other) => one.length - other.length)[0] ?? []
  }

  return check(document, reader.root, [])
}

function issue(code: SchemaIssue['code'], path: ConfigPath, message: string): SchemaIssue {
  return { code, path, message }
}

function unknownKey(key: string, known: readonly string[], path: ConfigPath): SchemaIssue {
  const near = nearestName(key, known)
  const hint = near === null ? '' : ` Did you mean "${near}"?`
  return issue('unknown_key', [...path, key], `This version of MoltBot does not know "${key.slice(0, 100)}".${hint}`)
}

function checkType(value: unknown, node: SchemaNode, path: ConfigPath): SchemaIssue[] {
  const types = typesOf(node)
  if (types.length === 0 || types.some((type) => isOfType(value, type))) return []
  return [issue('wrong_type', path, `Expected ${types.join(' or ')}, found ${typeOf(value)}.`)]
}

function checkListed(value: unknown, node: SchemaNode, path: ConfigPath): SchemaIssue[] {
  const choices = choicesOf(node)
  return choices.length === 0 || choices.some((one) => sameValue(one, value)) ? [] : [notAllowed(path, choices)]
}

function choicesOf(node: SchemaNode): unknown[] {
  if (Array.isArray(node.enum)) return node.enum
  return Object.hasOwn(node, 'const') ? [node.const] : []
}

function notAllowed(path: ConfigPath, choices: readonly unknown[]): SchemaIssue {
  const names = [...new Set(choices.map((one) => JSON.stringify(one)))].slice(0, 20)
  return issue('not_allowed', path, `Expected one of ${names.join(', ')}.`)
}

function hasDefault(schema: unknown, reader: SchemaReader): boolean {
  return [reader.resolve(schema), ...reader.alternatives(schema)].some((one) => Object.hasOwn(one, 'default'))
}

function checkRange(value: unknown, node: SchemaNode, path: ConfigPath): SchemaIssue[] {
  const limit = (key: string, breaks: (bound: number) => boolean, word: string) => {
    const bound = node[key]
    return typeof bound === 'number' && breaks(bound) ? [issue('out_of_range', path, `Expected ${word} ${bound}.`)] : []
  }
  if (typeof value === 'number') {
    return [
      ...limit('minimum', (bound) => value < bound, 'at least'),
      ...limit('maximum', (bound) => value > bound, 'at most'),
      ...limit('exclusiveMinimum', (bound) => value <= bound, 'more than'),
      ...limit('exclusiveMaximum', (bound) => value >= bound, 'less than'),
    ]
  }
  if (typeof value === 'string') {
    return [
      ...limit('minLength', (bound) => value.length < bound, 'a text of at least'),
      ...limit('maxLength', (bound) => value.length > bound, 'a text of at most'),
    ]
  }
  if (!Array.isArray(value)) return []
  return [
    ...limit('minItems', (bound) => value.length < bound, 'a list of at least'),
    ...limit('maxItems', (bound) => value.length > bound, 'a list of at most'),
  ]
}

export function typesOf(node: SchemaNode): string[] {
  const listed = Array.isArray(node.type) ? node.type : [node.type]
  return listed.filter((type) => typeof type === 'string')
}

function namesOf(list: readonly SchemaNode[], reader: SchemaReader): string {
  const names = list.flatMap((one) => reader.alternatives(one)).flatMap(typesOf)
  return names.length === 0 ? 'another value' : [...new Set(names)].join(' or ')
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value)
  return typeOf(value) === type
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
