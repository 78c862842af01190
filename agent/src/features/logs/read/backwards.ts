import type { LogPlace } from '../cursor.ts'
import type { ReadLine } from './read-line.ts'
import type { SourceBackwards } from './source-backwards.ts'

export interface Taken {
  line: ReadLine
  /** After this line, in every source. */
  place: LogPlace
}

/** Lines of several sources by time, newest first. */
export interface Backwards {
  /** The next line, null when there is none, or `again` where a part was read that had none. @throws what a source throws */
  next(signal: AbortSignal): Promise<Taken | 'again' | null>
  /** The place before everything that was taken. */
  place(): LogPlace
  /** Nothing is left before `place`. */
  isDone(): boolean
  /** Bytes of lines that were read. */
  size(): number
}

/** @param others places in sources that are not read, which stay as they are */
export function createBackwards(sources: readonly SourceBackwards[], others: ReadonlyMap<string, string>): Backwards {
  let last: number | null = null

  function placeOf(at: number | null): LogPlace {
    const places = new Map(others)
    for (const source of sources) {
      const place = source.place()
      if (place !== undefined) places.set(source.id, place)
    }
    return { at, places }
  }

  /** The source whose next line is the newest; of equals the last in the list, since forwards it comes last too. */
  function newest(): SourceBackwards | null {
    let found: SourceBackwards | null = null
    let order = Number.NEGATIVE_INFINITY
    for (const source of sources) {
      const head = source.peek()
      if (head === undefined || head.order < order) continue
      found = source
      order = head.order
    }
    return found
  }

  return {
    async next(signal) {
      const empty = sources.filter((source) => source.peek() === undefined && !source.isDone())
      await Promise.all(empty.map((source) => source.fill(signal)))
      if (empty.some((source) => source.peek() === undefined && !source.isDone())) return 'again'
      const source = newest()
      const line = source?.peek()
      if (source === null || line === undefined) return null
      const place = placeOf(line.order)
      source.take()
      last = line.order
      return { line, place }
    },
    place: () => placeOf(last),
    isDone: () => sources.every((source) => source.isDone()),
    size: () => sources.reduce((sum, source) => sum + source.size(), 0),
  }
}
