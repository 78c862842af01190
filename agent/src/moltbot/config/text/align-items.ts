import { sameValue } from '../same-value.ts'

/** One step from an old list to a new one, in the order of the result. Positions are `from` in the old, `to` in the new. */
export type Alignment =
  | { kind: 'keep'; from: number }
  | { kind: 'edit'; from: number; to: number }
  | { kind: 'drop'; from: number }
  | { kind: 'add'; to: number }

/** Beyond this the longest common part would take long; then only the same beginning and end are kept. */
const maxProduct = 250_000

/** Which items stay, so that a comment stays with the item that it is about. */
export function alignItems(old: readonly unknown[], next: readonly unknown[]): Alignment[] {
  let first = 0
  while (first < old.length && first < next.length && sameValue(old[first], next[first])) first++
  let oldEnd = old.length
  let nextEnd = next.length
  while (oldEnd > first && nextEnd > first && sameValue(old[oldEnd - 1], next[nextEnd - 1])) {
    oldEnd--
    nextEnd--
  }
  const steps: Alignment[] = []
  for (let from = 0; from < first; from++) steps.push({ kind: 'keep', from })
  let [from, to] = [first, first]
  for (const [sameFrom, sameTo] of [...commonItems(old, next, first, oldEnd, nextEnd), [oldEnd, nextEnd] as const]) {
    steps.push(...betweenSame(from, sameFrom, to, sameTo))
    if (sameFrom < oldEnd) steps.push({ kind: 'keep', from: sameFrom })
    from = sameFrom + 1
    to = sameTo + 1
  }
  for (let kept = oldEnd; kept < old.length; kept++) steps.push({ kind: 'keep', from: kept })
  return steps
}

/** As many items gone as have come: they are taken for changed ones. */
function betweenSame(from: number, fromEnd: number, to: number, toEnd: number): Alignment[] {
  const gone = Array.from({ length: fromEnd - from }, (_, index) => from + index)
  const come = Array.from({ length: toEnd - to }, (_, index) => to + index)
  if (gone.length === come.length) return gone.map((old, index) => ({ kind: 'edit', from: old, to: to + index }))
  return [
    ...gone.map((old): Alignment => ({ kind: 'drop', from: old })),
    ...come.map((added): Alignment => ({ kind: 'add', to: added })),
  ]
}

/** The longest common subsequence of the two middles, as pairs of positions. */
function commonItems(
  old: readonly unknown[],
  next: readonly unknown[],
  first: number,
  oldEnd: number,
  nextEnd: number,
): [number, number][] {
  const rows = oldEnd - first
  const columns = nextEnd - first
  if (rows === 0 || columns === 0 || rows * columns > maxProduct) return []
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  const same = new Uint8Array(rows * columns)
  const length = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const isSame = sameValue(old[first + row], next[first + column])
      if (isSame) same[row * columns + column] = 1
      lengths[row * width + column] = isSame
        ? length(row + 1, column + 1) + 1
        : Math.max(length(row + 1, column), length(row, column + 1))
    }
  }
  const pairs: [number, number][] = []
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (same[row * columns + column] === 1) pairs.push([first + row++, first + column++])
    else if (length(row + 1, column) >= length(row, column + 1)) row++
    else column++
  }
  return pairs
}
