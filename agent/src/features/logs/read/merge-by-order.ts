/**
 * Merges lists into one by `order`. What stands in one list keeps its sequence, also where a clock was set back; of equals
 * the earlier list comes first.
 */
export function mergeByOrder<Item extends { order: number }>(lists: readonly (readonly Item[])[]): Item[] {
  const [only, ...others] = lists.filter((list) => list.length > 0)
  if (only === undefined) return []
  if (others.length === 0) return [...only]
  const heads = [only, ...others].map((list) => ({ list, at: 0 }))
  const merged: Item[] = []
  for (;;) {
    let next: { head: (typeof heads)[number]; item: Item } | null = null
    for (const head of heads) {
      const item = head.list[head.at]
      if (item !== undefined && (next === null || item.order < next.item.order)) next = { head, item }
    }
    if (next === null) return merged
    merged.push(next.item)
    next.head.at += 1
  }
}
