import { isAscii } from 'node:buffer'

const maxTextBytes = 16_384

/** As much of a line's beginning as its text can need: with its line end, and the rest of a character. */
export const keptBytes = maxTextBytes + 4

export interface LineText {
  text: string
  truncated: boolean
}

/**
 * The text of a line without its line end. `bytes` are the first `keptBytes` of it or all, `length` is how long it is
 * with its line end.
 */
export function lineText(bytes: Buffer, length: number): LineText {
  const whole = length <= bytes.length
  let end = bytes.length
  if (whole && bytes[end - 1] === 10) end -= 1
  if (whole && bytes[end - 1] === 13) end -= 1
  if (end <= maxTextBytes) return { text: bytes.toString('utf8', 0, end), truncated: false }
  end = maxTextBytes
  // Back to the first byte of a character, which the others (10xxxxxx) follow.
  while (end > maxTextBytes - 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return { text: bytes.toString('utf8', 0, end), truncated: true }
}

/**
 * Texts of lines that lie whole in a piece. Nearly all logs are ASCII, and then one decoding serves all lines of it, which
 * takes a third of the time.
 */
export function textsIn(piece: Buffer): (start: number, end: number) => LineText {
  const whole = isAscii(piece) ? piece.toString('latin1') : null
  return (start, end) => {
    if (whole === null || end - start > maxTextBytes) return lineText(piece.subarray(start, end), end - start)
    let stop = end
    if (piece[stop - 1] === 10) stop -= 1
    if (stop > start && piece[stop - 1] === 13) stop -= 1
    return { text: whole.slice(start, stop), truncated: false }
  }
}
