const maxTextBytes = 16_384

/** As much of a line's beginning as its text can need: with its line end, and the rest of a character. */
export const keptBytes = maxTextBytes + 4

/**
 * The text of a line without its line end. `bytes` are the first `keptBytes` of it or all, `length` is how long it is
 * with its line end.
 */
export function lineText(bytes: Buffer, length: number): { text: string; truncated: boolean } {
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
