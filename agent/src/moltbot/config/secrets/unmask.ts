import { isObject, type JsonObject } from '../../json.ts'
import { type ConfigPath, valueAt } from '../path.ts'
import { sameValue } from '../same-value.ts'
import { type MaskProblem, mask, maskAt, misplacedMask, replaceAt } from './mask.ts'
import type { SecretPolicy } from './secret-policy.ts'

export type Unmasked = { ok: true; document: JsonObject } | { ok: false; problems: MaskProblem[] }

const maxProblems = 20
/** Longer lists must keep their length, because comparing all items with all takes the square of it. */
const maxCompared = 1000

/**
 * Puts the secrets back that a masked document stands for. A mask means *keep* at the path at which it was shown and
 * nowhere else: not under another name, not in an item of a list that was moved, not inside a longer text.
 */
export function unmaskConfig(sent: JsonObject, current: JsonObject, policy: SecretPolicy): Unmasked {
  const leaves = policy.find(current)
  const shown = maskAt(
    current,
    leaves.map(({ path }) => path),
  )
  const masked = new Set(leaves.map(({ path }) => JSON.stringify(path)))
  const problems: MaskProblem[] = []
  const document = structuredClone(sent)

  const visit = (value: unknown, path: ConfigPath, isOwnPlace: boolean) => {
    if (problems.length >= maxProblems) return
    if (typeof value === 'string') {
      if (!value.includes(mask)) return
      const keeps = value === mask && isOwnPlace && masked.has(JSON.stringify(path))
      if (keeps) replaceAt(document, path, valueAt(current, path))
      else problems.push(misplacedMask(path))
    } else if (Array.isArray(value)) {
      const before = valueAt(shown, path)
      for (const [index, item] of value.entries()) {
        const stayed = holdsMask(item) && Array.isArray(before) && itemStayed(value, before, index)
        visit(item, [...path, index], isOwnPlace && stayed)
      }
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (key.includes(mask)) problems.push(misplacedMask([...path, key]))
        visit(item, [...path, key], isOwnPlace)
      }
    }
  }
  visit(sent, [], true)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, document }
}

/**
 * Whether the item at a position is the one that was shown there. Items may differ in their secrets alone, so that a
 * moved one looks the same: then the list must be as long as before.
 */
function itemStayed(sent: readonly unknown[], shown: readonly unknown[], index: number): boolean {
  const item = sent[index]
  const before = shown[index]
  const sameLength = sent.length === shown.length
  if (!sameLength && Math.max(sent.length, shown.length) > maxCompared) return false
  if (sameValue(item, before)) return sameLength || count(shown, before) === 1
  const id = idOf(item)
  if (id !== null && id === idOf(before)) return count(sent.map(idOf), id) === 1 && count(shown.map(idOf), id) === 1
  return sameLength && sent.every((other, at) => at === index || sameValue(other, shown[at]))
}

function holdsMask(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(mask)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMask)
}

function idOf(item: unknown): string | null {
  return isObject(item) && typeof item.id === 'string' && item.id !== mask ? item.id : null
}

function count(items: readonly unknown[], wanted: unknown): number {
  return items.filter((item) => sameValue(item, wanted)).length
}
