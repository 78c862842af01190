import type { ConfigChange } from '../../../wire.ts'

type Risk = ConfigChange['risk']

/** Highest risk first; within a risk as the file has them. */
export const riskOrder: readonly Risk[] = ['high', 'medium', 'low']

export interface RiskGroup {
  risk: Risk
  changes: ConfigChange[]
}

export function groupByRisk(changes: readonly ConfigChange[]): RiskGroup[] {
  return riskOrder
    .map((risk) => ({ risk, changes: changes.filter((change) => change.risk === risk) }))
    .filter((group) => group.changes.length > 0)
}

/** Whether all words that were typed are found in the path, the values or the reason. */
export function matches({ path, before, after, why }: ConfigChange, typed: string): boolean {
  const text = [path, before, after, why].join('\n').toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** What the agent puts where a secret is (`Config.mask` of the contract). */
const mask = '__MOLTBOT_OPS_SECRET__'
const maskedValue = JSON.stringify(mask)

/** What happens to a secret that is a whole value; null where the value can be shown, or a part of it. */
export function secretChange({ before, after }: ConfigChange): 'set' | 'replaced' | 'removed' | null {
  if (after === maskedValue) return before === maskedValue ? 'replaced' : before === null ? 'set' : null
  return before === maskedValue && after === null ? 'removed' : null
}

/** A value in pieces: text as it is, and null where a secret stands. */
export function piecesOf(text: string): (string | null)[] {
  return text
    .split(maskedValue)
    .flatMap((piece, index) => (index === 0 ? [piece] : [null, piece]))
    .filter((piece) => piece !== '')
}

export interface ListChange {
  added: string[]
  removed: string[]
  stays: number
}

/** How a list of plain values changed, item by item; null where it did not or where it is no such list. */
export function listChange({ before, after }: ConfigChange): ListChange | null {
  const one = plainList(before)
  const other = plainList(after)
  if (one === null || other === null) return null
  const added = without(other, one)
  const removed = without(one, other)
  return added.length + removed.length === 0 ? null : { added, removed, stays: one.length - removed.length }
}

function plainList(text: string | null): string[] | null {
  const value = parsed(text)
  if (!Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null)) return null
  return value.map((item) => JSON.stringify(item))
}

/** What is left when each item of `taken` is taken away once. */
function without(items: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const item of taken) left.set(item, (left.get(item) ?? 0) + 1)
  return items.filter((item) => {
    const count = left.get(item) ?? 0
    if (count > 0) left.set(item, count - 1)
    return count === 0
  })
}

const oneLine = 60

/** A long structure on lines of its own; everything else as it is. */
export function readable(text: string): string {
  const value = text.length > oneLine ? parsed(text) : null
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : text
}

export const fitsOneLine = (text: string): boolean => text.length <= oneLine

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    // The agent cuts very long values; what is left is shown as it is.
    return null
  }
}
