export interface Column {
  head: string
  /** Figures are aligned at their end. */
  right?: boolean
}

/** Aligned columns under their heads. Widths count characters; the last column is not padded. */
export function columns(heads: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map(({ head }, index) =>
    Math.max(head.length, ...rows.map((row) => [...(row[index] ?? '')].length)),
  )
  const line = (cells: readonly string[]) =>
    heads
      .map(({ right }, index) => pad(cells[index] ?? '', widths[index] ?? 0, right === true))
      .join('  ')
      .trimEnd()
  return [heads.map(({ head }) => head), ...rows].map(line).join('\n')
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
