import { createRealClock } from '../../../agent/src/core/clock.real.ts'
import { createFileSource } from '../../../agent/src/features/logs/source/file-source.ts'
import type { LogSource } from '../../../agent/src/features/logs/source/log-source.ts'
import { createLogFiles } from '../../../agent/src/host/real/log-files.ts'
import { createOwnedFiles } from '../../../agent/src/host/real/owned-files.ts'
import type { LineHearer } from './gnu-tail.ts'

const never = new AbortController().signal
/** Longer answers are asked for in parts, as one holds 16 MiB at most. */
const partLines = 20_000

/** The product's own source of a log on this machine. */
export function sourceOf(path: string): LogSource {
  return createFileSource({
    files: createOwnedFiles(),
    logFiles: createLogFiles(),
    clock: createRealClock(),
    installation: { ownerUid: process.getuid?.() ?? 0, profile: null },
    logFile: () => path,
  })
}

export async function lastLines(source: LogSource, lines: number): Promise<string> {
  const parts: string[] = []
  let position: string | null = null
  for (let left = lines; left > 0; ) {
    const known: number = position === null ? 0 : 1
    const read = await source.before(position, Math.min(partLines, left) + known, never)
    // A place is after its line, so the next part ends with that line again.
    const fresh = known === 1 ? read.lines.slice(0, -1) : read.lines
    parts.unshift(fresh.map(({ text }) => `${text}\n`).join(''))
    left -= fresh.length
    position = read.lines[0]?.position ?? null
    if (!read.older || fresh.length === 0) break
  }
  return parts.join('')
}

export async function followSource(source: LogSource, writeFirst: () => void): Promise<LineHearer> {
  const ending = new AbortController()
  // Following keeps no process alive, and here nothing else does.
  const alive = setInterval(() => undefined, 1000)
  const last = (await source.before(null, 1, never)).lines.at(-1)
  const chunks = source.follow(last?.position ?? null, ending.signal)[Symbol.asyncIterator]()
  const heard: string[] = []
  const next = async (): Promise<string> => {
    while (heard.length === 0) {
      const { value: chunk } = await chunks.next()
      if (chunk.kind === 'gap') throw new Error(`a line was lost: ${chunk.gap.message}`)
      heard.push(...chunk.lines.map(({ text }: { text: string }) => text))
    }
    return heard.shift() ?? ''
  }
  writeFirst()
  await next()
  return {
    next,
    async stop() {
      clearInterval(alive)
      ending.abort()
      await chunks.return?.()
    },
  }
}
