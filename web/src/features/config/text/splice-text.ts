import type { ConfigPath, Json } from '../document/config-path.ts'
import type { Edit } from '../draft/draft.ts'
import { type Place, readPlaces } from './read-places.ts'

/**
 * The text with the edits in it, its comments and its order kept. What is new is written as JSON behind its
 * neighbours. The text must be one that can be read.
 */
export function spliceText(text: string, edits: readonly Edit[]): string {
  return edits.reduce((written, { path, value }) => {
    return value === undefined ? withoutPlace(written, path) : withPlace(written, path, value)
  }, text)
}

/** The last place of that name: of a name that stands twice, MoltBot takes the last. */
function entryOf({ entries }: Place, name: string | number) {
  return entries?.findLast((entry) => entry.name === name)
}

function withPlace(text: string, path: ConfigPath, value: Json): string {
  let place = readPlaces(text)
  for (const [depth, part] of path.entries()) {
    const inner = entryOf(place, part)
    if (inner === undefined) return added(text, place, path.slice(depth), value)
    place = inner
  }
  return text.slice(0, place.start) + written(value, indentAt(text, place.start)) + text.slice(place.end)
}

function added(text: string, place: Place, rest: ConfigPath, value: Json): string {
  const [name, ...deeper] = rest
  const whole = deeper.reduceRight<Json>((inner, part) => ({ [part]: inner }), value)
  // Something else stands where an object or a list is needed now.
  if (place.entries === null) {
    const replaced = rest.reduceRight<Json>((inner, part) => ({ [part]: inner }), value)
    return text.slice(0, place.start) + written(replaced, indentAt(text, place.start)) + text.slice(place.end)
  }
  const outer = indentAt(text, place.start)
  const last = place.entries.at(-1)
  const sameLine = last !== undefined && !text.slice(place.start, last.from).includes('\n')
  const indent = last === undefined || sameLine ? `${outer}  ` : indentAt(text, last.from)
  const key = typeof name === 'string' ? `${keyOf(name)}: ` : ''
  const entry = key + written(whole, indent)
  if (last === undefined) {
    return `${text.slice(0, place.start + 1)}\n${indent}${entry},\n${outer}${text.slice(place.end - 1)}`
  }
  const behind = last.comma === null ? last.end : last.comma + 1
  const comma = last.comma === null ? ',' : ''
  // A comment on the line of the last entry stays with it.
  const line = sameLine ? behind : lineEnd(text, behind, place.end - 1)
  const between = text.slice(behind, line)
  const lead = sameLine ? ' ' : `\n${indent}`
  return `${text.slice(0, behind)}${comma}${between}${lead}${entry}${last.comma === null ? '' : ','}${text.slice(line)}`
}

function withoutPlace(text: string, path: ConfigPath): string {
  let place = readPlaces(text)
  for (const part of path.slice(0, -1)) {
    const inner = entryOf(place, part)
    if (inner === undefined) return text
    place = inner
  }
  const { entries } = place
  const gone = entries?.filter(({ name }) => name === path.at(-1)) ?? []
  // From behind, so that the places before stay right. A comma that is left before the end is allowed in JSON5.
  return gone.toReversed().reduce((rest, { from, end, comma }) => {
    const stop = comma === null ? end : comma + 1
    const begin = lineBegin(rest, from)
    const behind = /^[^\S\n]*(?:\/\/[^\n]*)?(?=\n)/.exec(rest.slice(stop))?.[0].length
    const wholeLines = begin !== null && behind !== undefined
    return wholeLines ? rest.slice(0, begin - 1) + rest.slice(stop + behind) : rest.slice(0, from) + rest.slice(stop)
  }, text)
}

/** Where the line begins on which nothing stands before this place; null where something does. */
function lineBegin(text: string, at: number): number | null {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  return begin > 0 && text.slice(begin, at).trim() === '' ? begin : null
}

/** The end of the line, but not beyond `limit` and not into a comment that goes on below. */
function lineEnd(text: string, at: number, limit: number): number {
  const found = /^[^\S\n]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/)?[^\S\n]*(?=\n)/.exec(text.slice(at, limit))
  return found === null ? at : at + found[0].length
}

function indentAt(text: string, at: number): string {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  return /^[^\S\n]*/.exec(text.slice(begin, at))?.[0] ?? ''
}

function written(value: Json, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}
