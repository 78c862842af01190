const width = 20

/** `██████░░░░░░░░░░░░░░  30 %  Unpack`, cut to the columns that there are. `share` is 0 to 1. */
export function progressBar(share: number, what: string, columns: number): string {
  const part = Math.min(1, Math.max(0, share))
  const full = Math.floor(part * width)
  const bar = '█'.repeat(full) + '░'.repeat(width - full)
  const line = `  ${bar} ${String(Math.floor(part * 100)).padStart(3)} %  ${what}`
  const characters = [...line]
  // The last column stays free: a full line would wrap, and then it cannot be wiped.
  return characters.length < columns ? line : `${characters.slice(0, Math.max(0, columns - 2)).join('')}…`
}
