export interface KeptOutput {
  push(chunk: Buffer): void
  /** What was kept. Cut output begins at a whole character of UTF-8. */
  bytes(): Buffer
}

/** Keeps the last `maxBytes` of a stream: the end of what a program prints says how it ended. */
export function createKeptOutput(maxBytes: number): KeptOutput {
  const chunks: Buffer[] = []
  let total = 0
  let cut = false
  return {
    push(chunk) {
      chunks.push(chunk)
      total += chunk.length
      for (let first = chunks[0]; first && total - first.length >= maxBytes; first = chunks[0]) {
        chunks.shift()
        total -= first.length
        cut ||= first.length > 0
      }
    },
    bytes() {
      const kept = Buffer.concat(chunks)
      if (kept.length <= maxBytes && !cut) return kept
      return fromWholeCharacter(kept.subarray(Math.max(0, kept.length - maxBytes)))
    },
  }
}

/** A character of UTF-8 has at most three bytes after its first, and each of those begins with the bits 10. */
function fromWholeCharacter(bytes: Buffer): Buffer {
  let start = 0
  while (start < 3 && ((bytes[start] ?? 0) & 0b1100_0000) === 0b1000_0000) start += 1
  return bytes.subarray(start)
}
