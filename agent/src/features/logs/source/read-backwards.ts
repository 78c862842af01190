import type { OpenLog } from '../../../host/host.ts'
import { keptBytes, type LineText, lineText, textsIn } from './line-text.ts'
import type { RawLine } from './log-source.ts'
import { type Positions, tailOf } from './position.ts'

export interface BackwardsReading {
  /** Oldest first. */
  lines: RawLine[]
  /** Where the first of them begins; 0 when the file was read to its beginning. */
  start: number
}

const smallestPiece = 65_536
const largestPiece = 1_048_576
/** For many lines the first piece is not a small one: so many bytes a line has at least. */
const shortLine = 200
/** Read before each piece, for the print of what stands before the first line end in it. */
const contextBytes = 32
/** What one answer may hold and what may be read for it; beyond, it has fewer lines. */
const maxTextLength = 16_777_216
const maxReadBytes = 268_435_456
const nothing: Buffer = Buffer.alloc(0)

/**
 * The last `count` lines that end at or before `end`. Holds one piece and the beginning of a line, however long the line
 * is. A line of more than 256 MiB is told from where reading ended.
 */
export async function readBackwards(
  file: OpenLog,
  positions: Positions,
  { end, count, signal }: { end: number; count: number; signal: AbortSignal },
): Promise<BackwardsReading> {
  await positions.cover(end)
  const lines: RawLine[] = []
  let textLength = 0
  /** End of the line whose beginning is looked for, and the print of what stands before that end. */
  let lineEnd = end
  let tail: number | null = null
  /** The beginning of what is known of that line. */
  let rest = nothing
  let upper = end
  let size = Math.min(largestPiece, Math.max(smallestPiece, count * shortLine))
  let buffer = nothing
  const tell = ({ text, truncated }: LineText) => {
    lines.push({ position: positions.at(lineEnd, tail ?? 0), text, truncated, receivedAt: null })
    textLength += text.length
  }
  while (upper > 0 && lines.length < count && textLength < maxTextLength && lineEnd - upper < maxReadBytes) {
    signal.throwIfAborted()
    const lower = Math.max(0, upper - size)
    const context = Math.min(contextBytes, lower)
    if (buffer.length < upper - lower + context) buffer = Buffer.allocUnsafe(size + contextBytes)
    const piece = buffer.subarray(0, upper - lower + context)
    // A file that shrinks meanwhile has no such lines any more.
    if ((await file.read(piece, lower - context)) < piece.length) return { lines: lines.reverse(), start: 0 }
    tail ??= tailOf(piece, piece.length)
    const textOf = textsIn(piece)
    let high = piece.length
    while (lines.length < count && textLength < maxTextLength) {
      // The byte before the end of a line is its own line end; at the end of the file it may be any other.
      const from = high - (lineEnd === lower - context + high ? 2 : 1)
      const found = from < context ? -1 : piece.lastIndexOf(10, from)
      if (found < context) break
      const start = found + 1
      const isWhole = rest.length === 0
      tell(
        isWhole
          ? textOf(start, high)
          : lineText(joined(piece.subarray(start, high), rest), lineEnd - lower + context - start),
      )
      lineEnd = lower - context + start
      tail = tailOf(piece, start)
      rest = nothing
      high = start
    }
    rest = Buffer.from(joined(piece.subarray(context, high), rest).subarray(0, keptBytes))
    upper = lower
    size = Math.min(largestPiece, size * 2)
  }
  const whole = upper === 0 && lines.length < count && textLength < maxTextLength
  if (lineEnd > upper && (whole || lineEnd - upper >= maxReadBytes)) {
    tell(lineText(rest, lineEnd - upper))
    lineEnd = upper
  }
  return { lines: lines.reverse(), start: lineEnd }
}

/** As much as a text can need of both. */
function joined(first: Buffer, second: Buffer): Buffer {
  if (second.length === 0 || first.length >= keptBytes) return first
  return Buffer.concat([first, second.subarray(0, keptBytes - first.length)])
}
