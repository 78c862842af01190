const leastMs = 180_000
/** Shorter spans are not worth telling. */
export const momentMs = 3000

/** How long a start may take: three times the usual one, and never less than three minutes. */
export function startBudgetMs(durations: number[]): number {
  return Math.max(leastMs, 3 * (median(durations) ?? 0))
}

export function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return null
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? null
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
