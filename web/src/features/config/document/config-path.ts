/** Keys and positions in lists, from the root of the configuration to one place in it. */
export type ConfigPath = readonly (string | number)[]

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

const plainName = /^[A-Za-z_$][\w$-]*$/

/** As the agent writes paths: `bindings[0]`, `agents.defaults.models["provider/model.v1"]`. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (!plainName.test(part)) return `${text}[${JSON.stringify(part)}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

const piece = /([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g

/**
 * Reads what the agent or MoltBot wrote. MoltBot writes a position as one more name, `bindings.0`, so figures alone
 * count as a position.
 */
export function parsePath(text: string): ConfigPath {
  return [...text.matchAll(piece)].map(([, name, position, quoted]) => {
    if (quoted !== undefined) return String(JSON.parse(quoted))
    if (position !== undefined || /^\d+$/.test(name ?? '')) return Number(position ?? name)
    return name ?? ''
  })
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function childAt(value: Json | undefined, part: string | number): Json | undefined {
  if (isList(value)) return typeof part === 'number' ? value[part] : undefined
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
}

/** The value at a path; undefined where there is none. */
export function valueAt(document: Json | undefined, path: ConfigPath): Json | undefined {
  let at = document
  for (const part of path) at = childAt(at, part)
  return at
}

/** A copy with the value at the path; what does not lie on the way is shared. Missing objects are made. */
export function withValue(document: Json | undefined, [part, ...rest]: ConfigPath, value: Json): Json {
  if (part === undefined) return value
  const inner = withValue(childAt(document, part), rest, value)
  if (isList(document) && typeof part === 'number')
    return [...document.slice(0, part), inner, ...document.slice(part + 1)]
  const members = isObject(document) ? document : {}
  return { ...members, [part]: inner }
}

/** A copy without the value at the path; the same document where there is nothing. */
export function withoutValue(document: Json, path: ConfigPath): Json {
  const [part, ...rest] = path
  if (part === undefined || childAt(document, part) === undefined) return document
  if (rest.length > 0) {
    const inner = childAt(document, part)
    return inner === undefined ? document : withValue(document, [part], withoutValue(inner, rest))
  }
  if (isList(document)) return document.filter((_, index) => index !== part)
  if (!isObject(document)) return document
  const { [part]: _gone, ...others } = document
  return others
}

/** Whether both hold the same, whatever the order of their keys. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]))
  }
  if (!isObject(one) || !isObject(other)) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => sameJson(one[key], childAt(other, key)))
}

/** Whether a path is another one or lies below it. */
export function isWithin(path: ConfigPath, outer: ConfigPath): boolean {
  return outer.length <= path.length && outer.every((part, index) => part === path[index])
}

/** Where two documents differ, setting by setting, as the agent counts it: a list of plain values is one setting. */
export function changedPaths(before: Json | undefined, after: Json | undefined, path: ConfigPath = []): ConfigPath[] {
  if (sameJson(before, after)) return []
  return (
    partsToCompare(before, after)?.flatMap((part) =>
      changedPaths(childAt(before, part), childAt(after, part), [...path, part]),
    ) ?? [path]
  )
}

function partsToCompare(before: Json | undefined, after: Json | undefined): (string | number)[] | null {
  if (isObject(before) && isObject(after)) return [...new Set([...Object.keys(before), ...Object.keys(after)])]
  if (!isList(before) || !isList(after) || before.length !== after.length) return null
  return [...before, ...after].every(isObject) ? [...before.keys()] : null
}
