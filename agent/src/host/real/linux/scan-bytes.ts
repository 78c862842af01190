/**
 * Figures out of bytes, without making text of them: what is read every few seconds should leave nothing to clean up.
 * All of them stop at `end`.
 */

const zero = 48
const nine = 57
const dot = 46
const space = 32
const newline = 10

/** A cursor over what was read. */
export interface Scan {
  readonly bytes: Uint8Array
  readonly end: number
  at: number
}

/** The next whole or decimal number, and the cursor after it; NaN when the line or the bytes end before one. */
export function nextNumber(scan: Scan): number {
  const { bytes, end } = scan
  let at = scan.at
  while (at < end && !isDigit(bytes[at] ?? 0)) {
    if (bytes[at] === newline) {
      scan.at = at
      return Number.NaN
    }
    at += 1
  }
  if (at >= end) {
    scan.at = at
    return Number.NaN
  }
  let value = 0
  while (at < end && isDigit(bytes[at] ?? 0)) {
    value = value * 10 + ((bytes[at] ?? zero) - zero)
    at += 1
  }
  if (bytes[at] === dot) {
    let unit = 1
    at += 1
    while (at < end && isDigit(bytes[at] ?? 0)) {
      value = value * 10 + ((bytes[at] ?? zero) - zero)
      unit *= 10
      at += 1
    }
    value /= unit
  }
  scan.at = at
  return value
}

/** Puts the cursor behind the next `count` spaces. */
export function skipFields(scan: Scan, count: number): void {
  let left = count
  while (left > 0 && scan.at < scan.end) {
    if (scan.bytes[scan.at] === space) left -= 1
    scan.at += 1
  }
}

/** Puts the cursor behind a name at the begin of a line, such as `MemTotal:`; false, and the cursor as it was, without it. */
export function seekLine(scan: Scan, name: Uint8Array): boolean {
  const { bytes, end } = scan
  let at = scan.at
  while (at + name.length <= end) {
    if (startsAt(bytes, at, name)) {
      scan.at = at + name.length
      return true
    }
    while (at < end && bytes[at] !== newline) at += 1
    at += 1
  }
  return false
}

/** The last place of a byte; -1 without it. */
export function lastPlace({ bytes, end }: Scan, byte: number): number {
  let at = end - 1
  while (at >= 0 && bytes[at] !== byte) at -= 1
  return at
}

function startsAt(bytes: Uint8Array, at: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name[i]) return false
  return true
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine
}
