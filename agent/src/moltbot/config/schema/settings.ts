import { isObject } from '../../json.ts'
import { effectOf } from '../reload/effect-of.ts'
import type { Effect } from '../reload/reload-rules.ts'
import { createPathPatterns } from '../secrets/path-patterns.ts'
import { createSecretPolicy } from '../secrets/secret-policy.ts'
import { typesOf } from './check-document.ts'
import { essentialSettings } from './essential-settings.ts'
import type { Hints } from './hints.ts'
import { listOf, type SchemaNode, type SchemaReader } from './schema-node.ts'

/** One setting for a person to find: `*` in the path is a name that is chosen, `[]` an item of a list. */
export interface Setting {
  path: string
  /** `boolean`, `string or integer`, `secret`, `list of string`, `map`. */
  type: string
  title: string | null
  help: string | null
  group: string | null
  sensitive: boolean
  advanced: boolean
  /** One of the few that everybody sets. */
  essential: boolean
  enum: string[] | null
  /** As JSON text. */
  default: string | null
  effect: Effect
}

const maxSettings = 20_000
const maxDepth = 16
const maxVisits = 100_000
const maxHelp = 1000

/** Every setting of a schema in its order: what has a value of its own, and lists and maps that can be added to. */
export function listSettings(reader: SchemaReader, hints: Hints, version: string): Setting[] {
  const settings: Setting[] = []
  const policy = createSecretPolicy(hints.sensitive)
  const essential = createPathPatterns(essentialSettings)

  let visits = 0
  const visit = (schema: unknown, parts: readonly string[], group: string | null) => {
    if (++visits > maxVisits || parts.length > maxDepth || settings.length >= maxSettings) return
    const node = reader.resolve(schema)
    const alternatives = reader.alternatives(node)
    const secretInput = alternatives.some(isRefShape)
    const shapes = secretInput ? alternatives.filter((one) => !isRefShape(one)) : alternatives
    const objects = shapes.filter(({ properties }) => isObject(properties))
    const type = secretInput ? 'secret' : nameOf(shapes, reader)
    if (type !== 'object' && parts.length > 0) settings.push(settingOf(node, parts, type, group))
    for (const { properties } of objects) {
      for (const [key, inner] of Object.entries(isObject(properties) ? properties : {})) {
        visit(inner, [...parts, key], group ?? hints.groupOf(key) ?? titleOf(reader.resolve(inner)))
      }
    }
    for (const { additionalProperties, items } of shapes) {
      if (hasFields(additionalProperties, reader)) visit(additionalProperties, [...parts, '*'], group)
      if (hasFields(items, reader)) visit(items, [...parts, '[]'], group)
    }
  }

  const settingOf = (node: SchemaNode, parts: readonly string[], type: string, group: string | null): Setting => {
    const path = parts.join('.').replaceAll('.[]', '[]')
    const hint = hints.at(path)
    const names = parts.map((part) => (part === '[]' ? 0 : part))
    return {
      path,
      type,
      title: hint?.label ?? titleOf(node),
      help: (hint?.help ?? textOf(node.description))?.slice(0, maxHelp) ?? null,
      group,
      sensitive: type === 'secret' || (/string/.test(type) && policy.expects(names)),
      advanced: hints.isAdvanced(path),
      essential: essential.matches(names),
      enum: choicesOf(node, reader),
      default: Object.hasOwn(node, 'default') ? (JSON.stringify(node.default)?.slice(0, 500) ?? null) : null,
      effect: effectOf(names, version),
    }
  }

  visit(reader.root, [], null)
  return uniqueByPath(settings)
}

/** Alternatives of a plugin may name the same key twice. */
function uniqueByPath(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.path, setting])).values()]
}

/** `{ source, provider, id }`, one of the ways to give a secret. */
function isRefShape({ properties }: SchemaNode): boolean {
  return isObject(properties) && Object.keys(properties).sort().join() === 'id,provider,source'
}

function hasFields(schema: unknown, reader: SchemaReader): boolean {
  if (!isObject(schema)) return false
  return reader.alternatives(schema).some((one) => isObject(one.properties) || isObject(one.additionalProperties))
}

function nameOf(shapes: readonly SchemaNode[], reader: SchemaReader): string {
  const names = shapes.flatMap((shape) => {
    if (Array.isArray(shape.enum) || Object.hasOwn(shape, 'const')) return [choiceType(shape)]
    if (isObject(shape.items)) return [`list of ${nameOf(reader.alternatives(shape.items), reader)}`]
    if (isObject(shape.properties)) return ['object']
    if (isObject(shape.additionalProperties)) return ['map']
    const types = typesOf(shape)
    return types.length === 0 ? ['any'] : types
  })
  return [...new Set(names)].join(' or ').slice(0, 100)
}

function choiceType({ enum: choices, const: only }: SchemaNode): string {
  const values = Array.isArray(choices) ? choices : [only]
  return values.every((value) => typeof value === 'boolean') ? 'boolean' : 'choice'
}

function choicesOf(node: SchemaNode, reader: SchemaReader): string[] | null {
  const choices = reader.alternatives(node).flatMap((one) => {
    if (Array.isArray(one.enum)) return one.enum
    return Object.hasOwn(one, 'const') ? [one.const] : []
  })
  const texts = choices.filter((choice) => typeof choice === 'string' || typeof choice === 'number').map(String)
  return texts.length === 0 ? null : [...new Set(texts)].slice(0, 200)
}

function titleOf(node: SchemaNode): string | null {
  return (
    textOf(node.title) ??
    listOf(node.anyOf)
      .map(({ title }) => textOf(title))
      .find((title) => title !== null) ??
    null
  )
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
