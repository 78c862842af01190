const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Decimal units, as disks are sold; one decimal below ten. */
export function size(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : String(Math.round(value))} ${units[unit]}`
}
