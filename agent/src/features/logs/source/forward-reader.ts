import type { OpenLog } from '../../../host/host.ts'
import { keptBytes, lineText } from './line-text.ts'
import type { RawLine } from './log-source.ts'
import { bytesAt, createPositions, type Positions, tailOf } from './position.ts'

/** `replaced`: what was read before stands there no more. */
export type ForwardReading =
  | { kind: 'read'; lines: RawLine[]; bytes: number /** Nothing more was there. */; atEnd: boolean }
  | { kind: 'replaced' }

/** Reads a file from a place on, and on when it has grown. */
export interface ForwardReader {
  readonly file: OpenLog
  /**
   * The lines that end in the next piece. Their texts are 64 KiB at most. No bytes are the end.
   * @param isFresh it was written a moment ago; only where the turn of the event loop ends soon, as reading may not wait
   */
  next(isFresh?: boolean): Promise<ForwardReading>
  /** Tells the line that has no end yet; null when there is none. */
  flush(): RawLine | null
  /** How many bytes that line has. */
  pending(): number
  /** The place after everything that was told. */
  position(): Promise<string>
  /** Where the next piece begins. */
  offset(): number
  /** What the file began with. */
  head(): Buffer
}

/** With what one line may have kept from before, a batch stays within 64 KiB. */
const pieceBytes = 49_152 - 8
/** Read again before each piece: a log that was cut and has grown over the place again has something else there. */
const contextBytes = 256

export interface ForwardStart {
  file: OpenLog
  offset: number
  /** As `Place` has it. */
  modifiedAt: number
}

export async function openForward({ file, offset, modifiedAt }: ForwardStart): Promise<ForwardReader> {
  const positions: Positions = createPositions(file, modifiedAt)
  const buffer = Buffer.allocUnsafe(contextBytes + pieceBytes)
  let context = await bytesAt(file, Math.max(0, offset - contextBytes), Math.min(contextBytes, offset))
  let scanned = offset
  let kept: Buffer = Buffer.alloc(0)
  let length = 0
  let told = { offset, tail: tailOf(context, context.length) }

  const tell = (bytes: Buffer, end: number, tail: number): RawLine => {
    const { text, truncated } = lineText(bytes, length)
    kept = Buffer.alloc(0)
    length = 0
    told = { offset: end, tail }
    return { position: positions.at(end, tail), text, truncated, receivedAt: null }
  }
  /** Its first bytes, when the line before them was told without a line end. */
  const lineEndAt = (start: number, end: number): number => {
    const isWhole = context.length === 0 || context.at(-1) === 10 || length > 0
    if (isWhole || start === end) return 0
    if (buffer[start] === 10) return 1
    if (buffer[start] !== 13) return 0
    return start + 1 === end ? Number.NaN : buffer[start + 1] === 10 ? 2 : 0
  }

  /** Lines of the same length may end alike; a log that was written anew begins with another time. */
  const beginsAsBefore = async (): Promise<boolean> => {
    const head = positions.head()
    const now = buffer.subarray(0, head.length)
    return (await file.readFresh(now, 0)) === head.length && now.equals(head)
  }

  return {
    file,
    async next(isFresh = false) {
      if (isFresh && !(await beginsAsBefore())) return { kind: 'replaced' }
      const first = context.length
      const target = buffer.subarray(0, first + pieceBytes)
      const end = await (isFresh ? file.readFresh : file.read)(target, scanned - first)
      if (end < first || !buffer.subarray(0, first).equals(context)) return { kind: 'replaced' }
      const lines: RawLine[] = []
      let from = first
      const skipped = lineEndAt(first, end)
      if (Number.isNaN(skipped)) return { kind: 'read', lines, bytes: 0, atEnd: true }
      from += skipped
      await positions.cover(scanned - first + end)
      for (let found = nextEnd(buffer, from, end); found !== -1; found = nextEnd(buffer, from, end)) {
        const part = buffer.subarray(from, found + 1)
        length += part.length
        lines.push(tell(joined(kept, part), scanned - first + found + 1, tailOf(buffer, found + 1)))
        from = found + 1
      }
      const rest = buffer.subarray(from, end)
      length += rest.length
      if (kept.length < keptBytes && rest.length > 0) kept = Buffer.from(joined(kept, rest))
      scanned += end - first
      context = Buffer.from(buffer.subarray(Math.max(0, end - contextBytes), end))
      return { kind: 'read', lines, bytes: end - first, atEnd: end < first + pieceBytes }
    },
    flush: () => (length === 0 ? null : tell(kept, scanned, tailOf(context, context.length))),
    pending: () => length,
    async position() {
      await positions.cover(told.offset)
      return positions.at(told.offset, told.tail)
    },
    offset: () => scanned,
    head: positions.head,
  }
}

function nextEnd(buffer: Buffer, from: number, end: number): number {
  const found = buffer.indexOf(10, from)
  return found < end ? found : -1
}

/** As much as a text can need of both. */
function joined(first: Buffer, second: Buffer): Buffer {
  const part = second.subarray(0, keptBytes - first.length)
  return first.length === 0 ? part : Buffer.concat([first, part])
}
