import type { OpenLog } from '../../../host/host.ts'

/** A line without an end is finished when nothing was added to it for so long. */
export const quietMs = 1000

const mostBytes = 1_048_576
const pieceBytes = 65_536

/** Where the last finished line of a file ends. A line that is still being written is left to whoever reads on. */
export async function finishedEnd(
  file: OpenLog,
  { size, modifiedAt, now }: { size: number; modifiedAt: number; now: number },
): Promise<number> {
  // Also a clock that was set back says that nobody writes just now.
  if (size === 0 || Math.abs(now - modifiedAt) >= quietMs) return size
  const piece = Buffer.allocUnsafe(pieceBytes)
  for (let upper = size; upper > 0 && size - upper < mostBytes; upper = Math.max(0, upper - pieceBytes)) {
    const lower = Math.max(0, upper - pieceBytes)
    const target = piece.subarray(0, upper - lower)
    await file.read(target, lower)
    const found = target.lastIndexOf(10)
    if (found !== -1) return lower + found + 1
    if (lower === 0) return 0
  }
  return size
}
