import type { FileHandle } from 'node:fs/promises'

/** What a verification needs of a file. */
export type LogFile = Pick<FileHandle, 'read' | 'stat'>

/** `bytes` between `start` and `end` is one line without its line feed; it may be written over once it was seen. */
export type LineVisitor = (bytes: Buffer, start: number, end: number, offset: number) => void

export interface LineRange {
  /** Byte of the file; the beginning of a line. */
  from?: number
  /** Byte of the file; its end as it is now unless named. */
  to?: number
}

export interface LinesRead {
  /** Bytes after the last line feed: an unfinished line. */
  unfinished: number
  /** Where they begin; the end of the file when there are none. */
  end: number
  /** Offsets of lines longer than `longestLine`, which were not visited. */
  tooLong: number[]
}

/** An entry has at most 64 KiB, the header of an export at most this. */
export const longestLine = 1 << 20

/** Read at a time: what others wait for while its lines are looked at. */
const readBytes = 256 * 1024

/** Visits each line of a file. The memory is two buffers, whatever the file holds. */
export async function eachLine(file: LogFile, range: LineRange, visit: LineVisitor): Promise<LinesRead> {
  const { from = 0, to = (await file.stat()).size } = range
  const bytes = Buffer.allocUnsafe(Math.min(2 * longestLine, Math.max(0, to - from)))
  const tooLong: number[] = []
  let filled = 0
  let skipping = false
  let offset = from
  for (;;) {
    const room = Math.min(bytes.length - filled, to - offset - filled, readBytes)
    const { bytesRead } = room > 0 ? await file.read(bytes, filled, room, offset + filled) : { bytesRead: 0 }
    if (bytesRead === 0) break
    const limit = filled + bytesRead
    let start = 0
    // What was there before the read has no line feed.
    let feed = bytes.subarray(0, limit).indexOf(10, filled)
    while (feed !== -1) {
      if (!skipping) visit(bytes, start, feed, offset + start)
      skipping = false
      start = feed + 1
      feed = nextFeed(bytes, start, limit)
    }
    if (limit - start > longestLine) {
      if (!skipping) tooLong.push(offset + start)
      skipping = true
      start = limit
    }
    bytes.copyWithin(0, start, limit)
    filled = limit - start
    offset += start
  }
  return { unfinished: skipping ? Math.max(1, filled) : filled, end: offset, tooLong }
}

/** Beyond `limit` the buffer holds what was read earlier. */
function nextFeed(bytes: Buffer, start: number, limit: number): number {
  const feed = bytes.indexOf(10, start)
  return feed < limit ? feed : -1
}
