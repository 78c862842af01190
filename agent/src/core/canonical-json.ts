import { hash } from 'node:crypto'

/** The value is not JSON, so it has no canonical form. The message names the place as a JSON pointer, never the value. */
export class CanonicalJsonError extends Error {}

const maxDepth = 1000

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. What JSON cannot hold is refused instead of dropped: undefined, NaN and infinities, bigint,
 * functions, objects of a class, holes in arrays, strings with half a surrogate pair, nesting deeper than 1000.
 * @throws CanonicalJsonError
 */
export function canonicalJson(value: unknown): string {
  return write(value, [])
}

/** SHA-256 over the UTF-8 bytes of the canonical text, as `sha256:` and 64 hexadecimal digits. @throws CanonicalJsonError */
export function canonicalHash(value: unknown): string {
  return `sha256:${hash('sha256', canonicalJson(value), 'hex')}`
}

function write(value: unknown, path: (string | number)[]): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value, path)
  // Minus zero becomes 0, as the RFC says.
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object') throw refusal(path, typeof value === 'number' ? 'a number of JSON' : `JSON`)
  if (path.length >= maxDepth) throw refusal(path.slice(0, 3), `nested less than ${maxDepth} levels deep`)
  return Array.isArray(value) ? list(value, path) : object(value, path)
}

function text(value: string, path: (string | number)[]): string {
  if (!value.isWellFormed()) throw refusal(path, 'text of whole characters')
  return JSON.stringify(value)
}

function list(value: unknown[], path: (string | number)[]): string {
  // Array.from visits holes too, which are then refused as undefined.
  const items = Array.from(value, (item, index) => {
    path.push(index)
    const written = write(item, path)
    path.pop()
    return written
  })
  return `[${items.join(',')}]`
}

function object(value: object, path: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw refusal(path, 'a plain object')
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  const written = members.map(([name, member]) => {
    path.push(name)
    const pair = `${text(name, path)}:${write(member, path)}`
    path.pop()
    return pair
  })
  return `{${written.join(',')}}`
}

function refusal(path: (string | number)[], wanted: string): CanonicalJsonError {
  const pointer = path.map((part) => `/${String(part).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return new CanonicalJsonError(`No canonical JSON: what stands at "${pointer.join('')}" is not ${wanted}.`)
}
