import { isObject } from '../json.ts'

/** Equal as JSON: the order of keys does not matter, 0 and -0 are one number. Both sides must be bounded in depth. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one === 'number' && typeof other === 'number') return Number.isNaN(one) && Number.isNaN(other)
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]))
  }
  if (!isObject(one) || !isObject(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]))
  )
}
