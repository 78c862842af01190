import type { Frame } from './frames.ts'

/** The latest frames, so that who was away for a moment reads nothing again. */
export interface RecentFrames {
  add(frame: Frame): void
  /** Whether somebody who has read so far can go on from here. */
  knows(key: string): boolean
  /** Frames after a place that is known. */
  after(key: string): Frame[]
}

const mostFrames = 4096
const mostSize = 2 * 1024 * 1024

export function createRecentFrames(begin: string): RecentFrames {
  const numbers = new Map<string, number>([[begin, 0]])
  const kept: Frame[] = []
  /** Number of the last frame that was let go; frames count from 1. */
  let gone = 0
  let size = 0
  return {
    add(frame) {
      kept.push(frame)
      size += frame.size
      // A gap may leave the place as it is: who comes back to it is told of the gap.
      if (!numbers.has(frame.key)) numbers.set(frame.key, gone + kept.length)
      while (kept.length > mostFrames || size > mostSize) {
        const first = kept.shift()
        if (first === undefined) return
        gone += 1
        size -= first.size
        for (const [key, number] of numbers) {
          if (number >= gone) break
          numbers.delete(key)
        }
      }
    },
    knows: (key) => numbers.has(key),
    after: (key) => kept.slice((numbers.get(key) ?? gone) - gone),
  }
}
