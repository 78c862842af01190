const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Decimal units, as disks are sold and as df -H counts; one decimal below ten. */
export function size(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const figure = unit > 0 && value < 10 ? value.toFixed(1) : String(Math.round(value))
  return `${figure} ${units[unit]}`
}

/** A share of a whole, never "0 %" for something that is there. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return ''
  const share = (part / whole) * 100
  return share > 0 && share < 1 ? '<1 %' : `${Math.round(share)} %`
}
