/** Keeps the end of a stream, in memory of at most twice its bound however small the pieces are. */
export function createOutputTail(maxBytes: number): { push(chunk: Buffer): void; text(): string } {
  let held = Buffer.alloc(Math.min(maxBytes * 2, 4096))
  let length = 0
  let cut = false
  const keepLast = (count: number) => {
    held.copyWithin(0, length - count, length)
    length = count
  }
  return {
    push(chunk) {
      const piece = chunk.length > maxBytes ? chunk.subarray(chunk.length - maxBytes) : chunk
      cut ||= piece.length < chunk.length || length + piece.length > maxBytes
      if (length + piece.length > maxBytes * 2) keepLast(maxBytes - piece.length)
      if (length + piece.length > held.length) {
        const larger = Buffer.alloc(Math.min(maxBytes * 2, Math.max(held.length * 2, length + piece.length)))
        held.copy(larger, 0, 0, length)
        held = larger
      }
      piece.copy(held, length)
      length += piece.length
    },
    text() {
      let from = Math.max(0, length - maxBytes)
      // A character of several bytes that was cut in the middle would be shown as rubbish.
      while (cut && from < length && ((held[from] ?? 0) & 0xc0) === 0x80) from += 1
      return held.toString('utf8', from, length)
    },
  }
}
