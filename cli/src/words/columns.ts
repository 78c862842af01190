import { fold, narrowest } from './fold.ts'

export interface Column {
  head: string
  /** Figures are aligned at their end. */
  right?: boolean
  /** Words, which may stand on several lines. */
  folds?: boolean
}

/**
 * Aligned columns under their heads. Widths count characters; the last column is not padded. Where a row is wider than
 * `width`, the columns that fold share what the others leave.
 */
export function columns(
  heads: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const natural = heads.map(({ head }, index) =>
    Math.max(head.length, ...rows.map((row) => [...(row[index] ?? '')].length)),
  )
  const widths = fitted(heads, natural, width - gap.length * (heads.length - 1))
  const line = (cells: readonly string[]) =>
    heads
      .map(({ right }, index) => pad(cells[index] ?? '', widths[index] ?? 0, right === true))
      .join(gap)
      .trimEnd()
  const lines = (row: readonly string[]) => {
    const cells = heads.map(({ folds }, index) =>
      folds === true ? fold(row[index] ?? '', widths[index] ?? 0) : [row[index] ?? ''],
    )
    const height = Math.max(...cells.map((parts) => parts.length))
    return Array.from({ length: height }, (_part, at) => line(cells.map((parts) => parts[at] ?? '')))
  }
  return [line(heads.map(({ head }) => head)), ...rows.flatMap(lines)].join('\n')
}

const gap = '  '

/** Takes from the widest of the columns that fold, one character at a time, until all fit or none can give. */
function fitted(heads: readonly Column[], natural: readonly number[], room: number): number[] {
  const widths = [...natural]
  for (let excess = widths.reduce((sum, one) => sum + one, 0) - room; excess > 0; excess--) {
    const [widest] = heads
      .flatMap(({ folds }, index) => (folds === true ? [index] : []))
      .toSorted((one, other) => (widths[other] ?? 0) - (widths[one] ?? 0))
    if (widest === undefined || (widths[widest] ?? 0) <= narrowest) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** Labels and values, one pair a line, set in by two. */
export function pairs(rows: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`.trimEnd()).join('\n')
}

function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - [...cell].length))
  return right ? space + cell : cell + space
}
