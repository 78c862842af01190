import { readProc } from './read-proc.ts'

const rereadMs = 30_000

/** The machine's start in ms since 1970, from `btime` of /proc/stat; read again now and then, for it follows the wall clock. */
export function createBootedAt(monotonic: () => number): () => number | null {
  let value: number | null = null
  let readAt = Number.NEGATIVE_INFINITY
  return () => {
    if (monotonic() - readAt > rereadMs) {
      const seconds = /^btime (\d+)$/m.exec(readProc('stat') ?? '')?.[1]
      value = seconds === undefined ? null : Number(seconds) * 1000
      readAt = monotonic()
    }
    return value
  }
}
