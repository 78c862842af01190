import type { LogSource, RawLine, SourceChunk, SourceGap } from '../source/log-source.ts'

/** A source in memory: position `p3` is after its third line. */
export interface MemorySource extends LogSource {
  append(...texts: string[]): void
  lose(gap: SourceGap): void
  /** How many follow it. */
  followers(): number
}

export function createMemorySource(kind: LogSource['kind'] = 'file'): MemorySource {
  const lines: RawLine[] = []
  const gaps: { at: number; gap: SourceGap }[] = []
  const wake = new Set<() => void>()
  let followers = 0
  const tell = () => {
    for (const one of wake) one()
  }
  const numberOf = (position: string) => Number(position.slice(1))
  const chunks = (from: number, toldGaps: number): SourceChunk[] => {
    const told: SourceChunk[] = []
    let at = from
    for (const { at: before, gap } of gaps.slice(toldGaps)) {
      if (before > at) told.push({ kind: 'lines', lines: lines.slice(at, before) })
      told.push({ kind: 'gap', gap, position: `p${before}` })
      at = Math.max(at, before)
    }
    if (lines.length > at) told.push({ kind: 'lines', lines: lines.slice(at) })
    return told
  }
  return {
    id: kind,
    kind,
    title: `Lines of ${kind}`,
    facts: async () => ({ available: true, reason: null, sizeBytes: 0, files: 1, oldestAt: null, newestAt: null }),
    async before(position, count) {
      const end = position === null ? lines.length : numberOf(position)
      const from = Math.max(0, end - count)
      return { lines: lines.slice(from, end), older: from > 0 }
    },
    async after(position, count) {
      const from = numberOf(position)
      const found = lines.slice(from, from + count)
      return { chunks: [{ kind: 'lines', lines: found }], more: from + found.length < lines.length }
    },
    async *follow(position, signal) {
      let at = position === null ? lines.length : numberOf(position)
      let told = position === null ? gaps.length : 0
      followers += 1
      let news = Promise.withResolvers<void>()
      const look = () => news.resolve()
      wake.add(look)
      signal.addEventListener('abort', look)
      try {
        while (!signal.aborted) {
          const found = chunks(at, told)
          at = lines.length
          told = gaps.length
          yield* found
          if (lines.length > at || gaps.length > told) continue
          await news.promise
          news = Promise.withResolvers()
        }
      } finally {
        followers -= 1
        wake.delete(look)
      }
    },
    append(...texts) {
      for (const text of texts) {
        lines.push({ position: `p${lines.length + 1}`, text, truncated: false, receivedAt: null })
      }
      tell()
    },
    lose(gap) {
      gaps.push({ at: lines.length, gap })
      tell()
    },
    followers: () => followers,
  }
}

/** A line of MoltBot's log file. */
export function jsonLine(second: number, message: string, more: { level?: string; subsystem?: string } = {}): string {
  const time = new Date(Date.UTC(2026, 10, 23, 2, 0, 0) + second * 1000).toISOString()
  const name = JSON.stringify({ subsystem: more.subsystem ?? 'gateway' })
  return JSON.stringify({ '0': name, '1': message, _meta: { logLevelName: more.level ?? 'INFO', name }, time, message })
}
