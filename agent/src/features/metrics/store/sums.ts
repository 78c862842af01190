import type { Cell } from './tick-body.ts'

/** Measurements of one series, brought together step by step. */
export interface Sums {
  add(index: number, mean: number, min: number, max: number, count: number): void
  /** One for each step; null where nothing was added. */
  cells(): (Cell | null)[]
}

/** For so many steps; what lies beyond them is left out. */
export function createSums(length: number): Sums {
  const totals = new Float64Array(length)
  const counts = new Float64Array(length)
  const least = new Float64Array(length).fill(Number.POSITIVE_INFINITY)
  const most = new Float64Array(length).fill(Number.NEGATIVE_INFINITY)
  return {
    add(index, mean, min, max, count) {
      if (index < 0 || index >= length) return
      totals[index] = (totals[index] ?? 0) + mean * count
      counts[index] = (counts[index] ?? 0) + count
      least[index] = Math.min(least[index] ?? min, min)
      most[index] = Math.max(most[index] ?? max, max)
    },
    cells: () =>
      Array.from(totals, (total, index) => {
        const count = counts[index] ?? 0
        return count === 0 ? null : { mean: total / count, min: least[index] ?? 0, max: most[index] ?? 0, count }
      }),
  }
}
