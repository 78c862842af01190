import { Problem } from '../../core/problem.ts'
import { beginning, type LogPlace, readCursor } from './cursor.ts'
import type { LineCleaner } from './entry/clean-lines.ts'
import type { LogEntry } from './entry/parsed-line.ts'
import { createBackwards, type Taken } from './read/backwards.ts'
import { readForwards } from './read/forwards.ts'
import { type LineFilter, passes } from './read/line-filter.ts'
import { entryOf } from './read/read-line.ts'
import { createSourceBackwards } from './read/source-backwards.ts'
import type { LogSource } from './source/log-source.ts'

export interface Tail {
  /** Oldest first. */
  entries: LogEntry[]
  /** Follow from here. */
  place: LogPlace
  older: boolean
}

export interface TailRequest {
  sources: readonly LogSource[]
  /** Null for the end. */
  from: LogPlace | null
  lines: number
  filter: LineFilter
  now: number
  newCleaner(): LineCleaner
  signal: AbortSignal
}

/** Bytes that one call reads at most, and characters that its lines have at most. */
const mostRead = 16 * 1024 * 1024
const mostShown = 8 * 1024 * 1024

/** A cursor of a request. @throws Problem validation_failed for one that is none of this agent */
export function demandCursor(cursor: string | undefined): LogPlace | null {
  if (cursor === undefined) return null
  const place = readCursor(cursor)
  if (place !== null) return place
  throw new Problem('validation_failed', 'The cursor is none of this agent. Begin without it.', {
    details: [{ path: '/query/cursor', message: 'is not known' }],
  })
}

/** Reads back until there are enough lines, the begin is reached, or the bound. */
export async function tailBefore(request: TailRequest): Promise<Tail> {
  const { lines, filter, signal } = request
  const back = openBackwards(request, lines)
  const found: Taken[] = []
  let end: LogPlace | null = null
  let shown = 0
  while (found.length < lines && shown < mostShown && back.size() < mostRead) {
    const taken = await back.next(signal)
    if (taken === null) break
    if (taken === 'again') continue
    end ??= taken.place
    if (!passes(taken.line, filter)) continue
    found.push(taken)
    shown += taken.line.size
  }
  const entries = found.map(({ line, place }) => entryOf(line, place)).toReversed()
  const nothing = { ...back.place(), at: request.now }
  const place = request.from === null ? (end ?? nothing) : (found[0]?.place ?? request.from)
  return { entries, place, older: !back.isDone() }
}

/** The place after the last line of every source. */
export async function readEnd(request: Omit<TailRequest, 'lines' | 'filter' | 'from'>): Promise<LogPlace> {
  const back = openBackwards({ ...request, from: null }, 1)
  for (;;) {
    const taken = await back.next(request.signal)
    if (taken === null) return { ...back.place(), at: request.now }
    if (taken !== 'again') return taken.place
  }
}

/** The first lines after a place. */
export async function tailAfter(request: TailRequest & { from: LogPlace }): Promise<Tail> {
  const { from, filter, lines } = request
  const { read, ended } = await readForwards({ ...request, mostSize: mostShown })
  let place = from
  const entries: LogEntry[] = []
  const places = new Map(from.places)
  for (const line of read) {
    if (entries.length === lines) break
    places.set(line.source, line.position)
    place = { at: line.order, places: new Map(places) }
    if (passes(line, filter)) entries.push(entryOf(line, place))
  }
  for (const [id, position] of ended) {
    if (entries.length < lines && !places.has(id)) places.set(id, position)
  }
  return {
    entries,
    place: { ...place, places },
    older: [...from.places.values()].some((position) => position !== beginning),
  }
}

/** Lines before a place, newest first, in every source. */
export function openBackwards(
  { sources, from, now, newCleaner }: Omit<TailRequest, 'lines' | 'filter' | 'signal'>,
  wanted: number,
) {
  const readers = sources.map((source) => {
    const position = from?.places.get(source.id) ?? null
    return createSourceBackwards({
      ...{ source, position, wanted, now, newCleaner },
      notAfter: from !== null && position === null ? (from.at ?? now) : Number.POSITIVE_INFINITY,
    })
  })
  return createBackwards(readers, from?.places ?? new Map())
}
