import type { FeedEvent } from '../../../core/event-feed.ts'
import { type LogPlace, placesKey, writeCursor } from '../cursor.ts'
import { type LineFilter, passes } from '../read/line-filter.ts'
import { entryOf } from '../read/read-line.ts'
import type { Followed } from './followed.ts'

/** One thing that a follower saw. */
export interface Frame {
  /** Names the place after it: the same for every follower that has read so far. */
  key: string
  place: LogPlace
  /** Null for a line that the filter leaves out. */
  event: FeedEvent | null
  size: number
}

/** Follows the places while lines come, and makes the event of each. */
export function createFraming(from: LogPlace, filter: LineFilter, redact: (text: string) => string) {
  let place = from

  function moved(source: string, order: number, position: string | null): LogPlace {
    if (position === null) return { ...place, at: order }
    return { at: order, places: new Map([...place.places, [source, position]]) }
  }

  return {
    place: () => place,
    frame(followed: Followed): Frame {
      place = moved(followed.source, followed.order, followed.position)
      const key = placesKey(place.places)
      if (followed.kind === 'gap') {
        const { lost, reason, message } = followed.gap
        const data = { lost, source: followed.source, reason, message: redact(message) }
        return { key, place, size: 200, event: { id: writeCursor(place), name: 'gap', data } }
      }
      const { line } = followed
      if (!passes(line, filter)) return { key, place, size: 0, event: null }
      const entry = entryOf(line, place)
      return { key, place, size: 300 + line.message.length, event: { id: entry.cursor, name: 'line', data: entry } }
    },
  }
}

const partSize = 48 * 1024

/** Frames in parts that a client can take whole. */
export function partsOf(frames: readonly Frame[]): Frame[][] {
  const parts: Frame[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const frame of frames) {
    if (size + frame.size > partSize) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(frame)
    size += frame.size
  }
  return parts
}

export function eventsOf(frames: readonly Frame[]): FeedEvent[] {
  return frames.flatMap(({ event }) => event ?? [])
}
