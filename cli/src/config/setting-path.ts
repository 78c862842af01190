import { InvalidArgumentError } from 'commander'

/** Keys and list positions from the root of a configuration to one place in it. */
export type SettingPath = readonly (string | number)[]

type Container = Record<string, unknown> | unknown[]

const plainKey = /^[A-Za-z_$][\w$-]*$/
const pathPart = /(?:^|\.)([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/y
/** They reach the prototype of an object, and MoltBot has no setting of these names. */
const reserved = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads `gateway.port`, `bindings[0].agentId`, `models["provider/model.v1"].alias`. @throws InvalidArgumentError */
export function parsePath(text: string): SettingPath {
  const path: (string | number)[] = []
  pathPart.lastIndex = 0
  while (pathPart.lastIndex < text.length) {
    const [, key, position, quoted] = pathPart.exec(text) ?? []
    if (key !== undefined) path.push(key)
    else if (position !== undefined) path.push(Number(position))
    else if (quoted !== undefined) path.push(readQuoted(quoted))
    else throw new InvalidArgumentError('Write a path as gateway.port, bindings[0].agentId or models["a/b"].alias.')
  }
  if (path.length === 0) throw new InvalidArgumentError('Name a setting, such as gateway.port.')
  if (path.some((part) => reserved.has(String(part)))) throw new InvalidArgumentError('No setting has this name.')
  return path
}

function readQuoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    throw new InvalidArgumentError(`${text} is not a name in quotes.`)
  }
}

/** As `parsePath` reads it, and as the agent writes it. */
export function formatPath(path: SettingPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (!plainKey.test(part)) return `${text}[${JSON.stringify(part)}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

/** As the schema writes it: `[]` for an item of a list. */
export function patternOf(path: SettingPath): string {
  return path
    .map((part) => (typeof part === 'number' ? '[]' : part))
    .join('.')
    .replaceAll('.[]', '[]')
}

/** The value at a path; undefined where there is none. */
export function valueAt(document: unknown, path: SettingPath): unknown {
  let at = document
  for (const part of path) at = childOf(at, part)
  return at
}

function childOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return typeof part === 'number' ? value[part] : undefined
  return isObject(value) && typeof part === 'string' && Object.hasOwn(value, part) ? value[part] : undefined
}

/** A setting inside of something that holds none, or behind the end of a list. */
export class NoSuchPlace extends Error {}

/** A copy with another value at a path; what leads there and is missing is made. @throws NoSuchPlace */
export function withValue<Document extends object>(document: Document, path: SettingPath, value: unknown): Document {
  const copy = structuredClone(document)
  const last = path.at(-1)
  if (last === undefined) throw new NoSuchPlace('The whole configuration is no setting.')
  const parent = containerAt(copy, path.slice(0, -1), last)
  demandPlace(parent, last, path)
  Reflect.set(parent, last, value)
  return copy
}

/** A copy without the setting; null where it is not set. */
export function without<Document extends object>(document: Document, path: SettingPath): Document | null {
  if (valueAt(document, path) === undefined) return null
  const copy = structuredClone(document)
  const parent = valueAt(copy, path.slice(0, -1))
  const last = path.at(-1)
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (isObject(parent)) delete parent[String(last)]
  return copy
}

/** What holds the next part, made where it is missing. */
function containerAt(root: object, path: SettingPath, next: string | number): Container {
  let at: unknown = root
  for (const [index, part] of path.entries()) {
    const inner = childOf(at, part)
    if (inner === undefined && isContainer(at)) {
      demandPlace(at, part, path.slice(0, index + 1))
      Reflect.set(at, part, typeof (path[index + 1] ?? next) === 'number' ? [] : {})
    }
    at = childOf(at, part)
    if (!isContainer(at)) {
      throw new NoSuchPlace(`${formatPath(path.slice(0, index + 1))} is one value and holds no settings.`)
    }
  }
  return at as Container
}

function demandPlace(container: Container, part: string | number, path: SettingPath): void {
  const where = formatPath(path.slice(0, -1)) || 'The configuration'
  if (Array.isArray(container)) {
    if (typeof part === 'string') throw new NoSuchPlace(`${where} is a list: name an item by its position, as [0].`)
    if (part > container.length)
      throw new NoSuchPlace(`${where} has ${container.length} items; the next one is [${container.length}].`)
  } else if (typeof part === 'number') throw new NoSuchPlace(`${where} is no list.`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}
