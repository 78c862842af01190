import type { LogSource } from './source/log-source.ts'
import { type Place, parsePosition } from './source/position.ts'

/** A place in every source. */
export interface LogPlace {
  /** Time of the line that it stands after, ms since 1970: where a source begins that had no line yet. */
  at: number | null
  /** The place in each source that could be read, by its id. */
  places: ReadonlyMap<string, string>
}

/** The position before the first line of a source: one that was empty, or did not reach back so far. */
export const beginning = '0'

const letters: Record<LogSource['kind'], string> = { file: 'f', journald: 'j', docker: 'd', supervisor: 's' }
const ids = new Map(Object.entries(letters).map(([id, letter]) => [letter, id]))
const position = /^[0-9A-Za-z_-]{1,120}$/

/** A place as one string, good for `cursor` and `Last-Event-ID`: `tTIME~f.POSITION~j.POSITION`. */
export function writeCursor({ at, places }: LogPlace): string {
  const head = at === null ? 't' : `t${at.toString(36)}`
  return [head, ...[...places].map(([id, at]) => `${letterOf(id)}.${at}`)].join('~')
}

/** Equal for two readers that have read the same. */
export function placesKey(places: ReadonlyMap<string, string>): string {
  return [...places]
    .map(([id, at]) => `${letterOf(id)}.${positionKey(at)}`)
    .toSorted()
    .join('~')
}

/** Equal for two positions after the same line: that of a file also says when it was looked at. */
export function positionKey(text: string): string {
  const place = parsePosition(text)
  return place === null ? text : filePosition({ ...place, modifiedAt: 0 })
}

/**
 * The position after a line, the same whenever it is read: that of a file tells the time of its line instead of when the
 * file was looked at, which is as good for telling whether a later file is newer.
 * @param at ms since 1970
 */
export function steadyPosition(text: string, at: number): string {
  const place = parsePosition(text)
  return place === null ? text : filePosition({ ...place, modifiedAt: Math.max(0, at) })
}

function filePosition({ inode, modifiedAt, head, offset, tail }: Place): string {
  return `1-${inode.toString(36)}-${modifiedAt.toString(36)}-${head}-${offset.toString(36)}-${tail.toString(36)}`
}

/** Null for a text that this agent did not make. */
export function readCursor(text: string): LogPlace | null {
  const [head = '', ...rest] = text.split('~')
  if (!/^t[0-9a-z]{0,10}$/.test(head) || rest.length > ids.size) return null
  const places = new Map<string, string>()
  for (const part of rest) {
    const id = ids.get(part.slice(0, 1))
    const at = part.slice(2)
    if (id === undefined || part[1] !== '.' || !position.test(at)) return null
    places.set(id, at)
  }
  return { at: head === 't' ? null : Number.parseInt(head.slice(1), 36), places }
}

function letterOf(id: string): string {
  return letters[id as LogSource['kind']] ?? '-'
}
