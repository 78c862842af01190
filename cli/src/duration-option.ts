import { InvalidArgumentError } from 'commander'

const units: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }

/** Reads `90s`, `15m`, `1h`, `30d` or a bare number of seconds into seconds. @throws InvalidArgumentError */
export function parseDuration(text: string): number {
  const [, figure, unit] = /^(\d{1,9})(s|m|min|h|d)?$/.exec(text) ?? []
  if (figure === undefined) throw new InvalidArgumentError('Write it as 90s, 15m, 1h or 30d.')
  return Number(figure) * (units[unit ?? 's'] ?? 1)
}

/** Reads a whole number within bounds. */
export function parseWhole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,16}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
    }
    return value
  }
}
