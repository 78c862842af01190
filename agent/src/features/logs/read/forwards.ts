import { beginning, type LogPlace } from '../cursor.ts'
import type { LineCleaner } from '../entry/clean-lines.ts'
import type { LogSource, RawLine } from '../source/log-source.ts'
import { type LineFilter, passes } from './line-filter.ts'
import { mergeByOrder } from './merge-by-order.ts'
import { primedCleaner } from './primed-cleaner.ts'
import type { ReadLine } from './read-line.ts'
import { readLines } from './read-lines.ts'
import { linesSince } from './since.ts'

export interface ForwardsRequest {
  sources: readonly LogSource[]
  from: LogPlace
  /** From each source at most so many that pass. */
  lines: number
  filter: LineFilter
  /** Characters from each source that pass. */
  mostSize: number
  now: number
  newCleaner(): LineCleaner
  signal: AbortSignal
}

const atOnce = 1000
const mostParts = 64

/** Lines after a place by time, with those that do not pass. `ended` is where sources end that had no place. */
export async function readForwards(
  request: ForwardsRequest,
): Promise<{ read: ReadLine[]; ended: Map<string, string> }> {
  const ended = new Map<string, string>()
  const lists = await Promise.all(
    request.sources.map(async (source) => {
      const position = request.from.places.get(source.id)
      if (position !== undefined && position !== beginning) return readSource(source, position, request)
      const since = await linesSince(source, { position, at: request.from.at }, request.signal)
      ended.set(source.id, since.position)
      const cleaner = request.newCleaner()
      return readLines(since.lines, { source: source.id, cleaner, now: request.now, before: request.from.at })
    }),
  )
  return { read: mergeByOrder(lists), ended }
}

async function readSource(source: LogSource, from: string, request: ForwardsRequest): Promise<ReadLine[]> {
  const { lines, filter, mostSize, now, newCleaner, signal } = request
  const cleaner = await primedCleaner(source, from, newCleaner, signal)
  const read: ReadLine[] = []
  let position = from
  let found = 0
  let size = 0
  for (let part = 0; part < mostParts && found < lines && size < mostSize; part += 1) {
    const { chunks, more } = await source.after(position, atOnce, signal)
    const raw: RawLine[] = []
    for (const chunk of chunks) {
      if (chunk.kind === 'lines') raw.push(...chunk.lines)
      // What a gap is about is not there to be shown; the stream tells of it.
      position = (chunk.kind === 'lines' ? chunk.lines.at(-1)?.position : chunk.position) ?? position
    }
    for (const line of readLines(raw, { source: source.id, cleaner, now, before: read.at(-1)?.order ?? null })) {
      read.push(line)
      if (!passes(line, filter)) continue
      found += 1
      size += line.size
    }
    if (!more) break
  }
  return read
}
