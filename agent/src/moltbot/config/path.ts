import { isObject } from '../json.ts'

/** Keys and array positions from the root of a config to one place in it. */
export type ConfigPath = readonly (string | number)[]

const plainKey = /^[A-Za-z_$][\w$-]*$/
const pathPart = /(?:^|\.)([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/y

/**
 * Reads as MoltBot's own messages do: `agents.defaults.models["provider/model.v1"].alias`, `bindings[0]`. The root is
 * the empty text.
 */
export function formatPath(path: ConfigPath): string {
  let text = ''
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`
    else if (plainKey.test(part)) text += text === '' ? part : `.${part}`
    else text += `[${JSON.stringify(part)}]`
  }
  return text
}

/** The path that `formatPath` wrote; null for anything else. */
export function parsePath(text: string): ConfigPath | null {
  const path: (string | number)[] = []
  pathPart.lastIndex = 0
  while (pathPart.lastIndex < text.length) {
    const found = pathPart.exec(text)
    if (!found) return null
    const [, key, position, quoted] = found
    if (key !== undefined) path.push(key)
    else if (position !== undefined) path.push(Number(position))
    else {
      const unquoted = readQuoted(quoted ?? '')
      if (unquoted === null) return null
      path.push(unquoted)
    }
  }
  return path
}

function readQuoted(text: string): string | null {
  try {
    return String(JSON.parse(text))
  } catch {
    return null
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(document: unknown, path: ConfigPath): unknown {
  let at = document
  for (const part of path) at = childOf(at, part)
  return at
}

function childOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return typeof part === 'number' ? value[part] : undefined
  return isObject(value) && typeof part === 'string' && Object.hasOwn(value, part) ? value[part] : undefined
}
