import JSON5 from 'json5'

/** A value of a JSON5 text with its place; offsets, the end not included. */
export interface Place {
  start: number
  end: number
  /** Of an object or a list, in the order of the text. */
  entries: readonly Entry[] | null
}

/** A member of an object or an item of a list. */
interface Entry extends Place {
  name: string | number
  /** Where its name begins; of an item, its value. */
  from: number
  /** Of the comma behind it; null where there is none. */
  comma: number | null
}

const gap = /(?:[\s\uFEFF]|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y
const quoted = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y
const bare = /[^\s\uFEFF{}[\]:,"'/]+/y

/** Where everything stands in a text that `readText` could read. @throws SyntaxError for one that it could not */
export function readPlaces(text: string): Place {
  let at = 0
  const next = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const here = () => {
    next(gap)
    return text[at]
  }
  const token = (): string => {
    const found = here() === '"' || text[at] === "'" ? next(quoted) : next(bare)
    if (found === '') throw new SyntaxError(`nothing can be read at ${at}`)
    return found
  }
  const value = (): Place => {
    const opens = here()
    const start = at
    if (opens === '{' || opens === '[') {
      const entries = container(opens === '{')
      return { start, end: at, entries }
    }
    token()
    return { start, end: at, entries: null }
  }
  const container = (named: boolean): Entry[] => {
    const entries: Entry[] = []
    const closing = named ? '}' : ']'
    at += 1
    while (here() !== closing) {
      const from = at
      const name = named ? nameOf(token()) : entries.length
      if (named && here() === ':') at += 1
      const place = value()
      const comma = here() === ',' ? at++ : null
      entries.push({ ...place, name, from, comma })
    }
    at += 1
    return entries
  }
  return value()
}

function nameOf(written: string): string {
  const isQuoted = written.startsWith('"') || written.startsWith("'")
  return isQuoted || written.includes('\\') ? String(JSON5.parse(isQuoted ? written : `"${written}"`)) : written
}
