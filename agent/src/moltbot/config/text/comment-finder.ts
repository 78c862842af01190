import type { Span } from './syntax.ts'

/** Answers where comments stand, for a text whose comments are known in order. */
export function createCommentFinder(text: string, comments: readonly Span[]) {
  const ends = new Set(comments.map(({ end }) => end))
  const isLineComment = ({ start }: Span) => text.startsWith('//', start)
  const lineEnds = new Set(comments.filter(isLineComment).map(({ end }) => end))
  const within = (start: number, end: number) => {
    const found: Span[] = []
    for (let at = firstAtOrAfter(comments, start); ; at++) {
      const comment = comments[at]
      if (!comment || comment.end > end) return found
      found.push(comment)
    }
  }
  return {
    any: (start: number, end: number) => within(start, end).length > 0,
    lineCommentEndsAt: (end: number) => ends.has(end) && lineEnds.has(end),
    /** End of the last comment in a stretch that a blank line follows; null when there is none. */
    lastBeforeBlankLine(start: number, end: number): number | null {
      const found = within(start, end)
      const last = found.findLastIndex((comment, index) => {
        const gap = text.slice(comment.end, found[index + 1]?.start ?? end)
        return (gap.match(/\r\n|[\n\r]/g)?.length ?? 0) > 1
      })
      return found[last]?.end ?? null
    },
  }
}

function firstAtOrAfter(comments: readonly Span[], offset: number): number {
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
