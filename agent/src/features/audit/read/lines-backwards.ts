import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { longestLine } from '../verify/each-line.ts'
import { type LogExtent, sizeOf } from './find-line.ts'

const windowBytes = 256 * 1024

/** Lines of the log, newest first, without their line feed; each is valid until the next is asked for. */
export async function* linesBackwards(
  extent: LogExtent,
  before: { file: number; offset: number },
): AsyncGenerator<Buffer> {
  for (let index = before.file; index >= 0; index--) {
    const file = await open(join(extent.directory, extent.files[index] ?? ''), 'r')
    try {
      let end = index === before.file ? before.offset : await sizeOf(extent, index, file)
      let window = windowBytes
      while (end > 0) {
        const from = Math.max(0, end - window)
        const bytes = Buffer.allocUnsafe(end - from)
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
        // A file that was cut under our eyes is told by a verification, not here.
        if (bytesRead < bytes.length) return
        let lineEnd = bytes.length - 1
        for (let feed = feedBefore(bytes, lineEnd); feed !== -1; feed = feedBefore(bytes, lineEnd)) {
          yield bytes.subarray(feed + 1, lineEnd)
          lineEnd = feed
        }
        if (from === 0) {
          yield bytes.subarray(0, lineEnd)
          break
        }
        const unread = from + lineEnd + 1
        // A line that fills the window is read again with a larger one, up to a bound that no entry reaches.
        if (unread === end && window > 2 * longestLine) return
        window = unread === end ? window * 2 : windowBytes
        end = unread
      }
    } finally {
      await file.close()
    }
  }
}

function feedBefore(bytes: Buffer, lineEnd: number): number {
  return lineEnd <= 0 ? -1 : bytes.lastIndexOf(10, lineEnd - 1)
}
