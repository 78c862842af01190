import { beginning, positionKey } from '../cursor.ts'
import type { LineCleaner } from '../entry/clean-lines.ts'
import { parseLine } from '../entry/parse-line.ts'
import type { LogSource, RawLine } from '../source/log-source.ts'
import type { ReadLine } from './read-line.ts'
import { readLines } from './read-lines.ts'

/** So many lines before a line tell whether it is inside a private key. */
export const keyContext = 200
const mostAtOnce = 4000

export interface SourceBackwards {
  readonly id: string
  /** The newest line that was not taken; undefined when none is at hand. */
  peek(): ReadLine | undefined
  take(): ReadLine | undefined
  /** Nothing older is left. */
  isDone(): boolean
  /** Reads one part further back; a line may be at hand then. @throws what the source throws */
  fill(signal: AbortSignal): Promise<void>
  /** The place before everything that was taken; undefined before anything was read. */
  place(): string | undefined
  /** Bytes of lines that were read, with their ends. */
  size(): number
}

export interface SourceBackwardsDeps {
  source: LogSource
  /** Where to begin; null at the end. */
  position: string | null
  /** Lines that are ordered later are left out, ms since 1970. */
  notAfter: number
  /** How many lines are wanted at first. */
  wanted: number
  now: number
  newCleaner(): LineCleaner
}

/** The lines of one source, newest first. Each part is cleaned in its own order, after the lines before it. */
export function createSourceBackwards(deps: SourceBackwardsDeps): SourceBackwards {
  const { source, newCleaner, now, notAfter } = deps
  let { position } = deps
  /** Read and not yet cleaned: they tell what state the line after them begins in. */
  let held: RawLine[] = []
  let ready: ReadLine[] = []
  let older = position !== beginning
  let next = deps.wanted + keyContext
  let known: string | null = null
  let size = 0

  async function readMore(signal: AbortSignal): Promise<void> {
    const read = await source.before(position, next + (known === null ? 0 : 1), signal)
    // The place after a line has the line itself before it.
    const last = read.lines.at(-1)?.position
    const repeats = known !== null && last !== undefined && positionKey(last) === positionKey(known)
    const fresh = repeats ? read.lines.slice(0, -1) : read.lines
    older = read.older && fresh.length > 0
    held = [...fresh, ...held]
    position = held[0]?.position ?? position
    known = position
    next = Math.min(next * 2, mostAtOnce)
    size += fresh.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0)
  }

  return {
    id: source.id,
    peek: () => ready.at(-1),
    take: () => ready.pop(),
    isDone: () => !older && ready.length === 0,
    async fill(signal) {
      if (ready.length > 0 || !older) return
      await readMore(signal)
      const context = older ? held.slice(0, keyContext) : []
      const cleaner = newCleaner()
      cleaner.prime(context.map(parseLine))
      const lines = readLines(held.slice(context.length), { source: source.id, cleaner, now, before: null })
      ready = lines.filter(({ order }) => order <= notAfter)
      held = context
    },
    place: () => (ready.at(-1) ?? held.at(-1))?.position ?? (older ? undefined : beginning),
    size: () => size,
  }
}
