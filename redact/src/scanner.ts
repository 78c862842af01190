import type { KnownValues } from './known-values.ts'
import { findMarks, type Marks } from './marks.ts'
import type { Match } from './rule.ts'
import type { RuleSet } from './rule-set.ts'

// each pass hides what only showed after the pass before; text written to need more is cut off here
const MOST_PASSES = 16

/** Finds and replaces secrets in a piece of text that holds no line break of its own. */
export interface Scanner {
  redact(text: string): string
  /** The last place at or before `wanted` where the text can be cut without cutting a match. */
  cutBefore(text: string, wanted: number): number
}

export interface ScannerOptions {
  /** The most telling first. */
  readonly ruleSets: readonly Pick<RuleSet, 'rules' | 'match'>[]
  readonly known: Pick<KnownValues, 'find'>
  readonly marks: Marks
}

export function createScanner({ ruleSets, known, marks }: ScannerOptions): Scanner {
  const find = (text: string): Match[] => {
    const found: Match[] = []
    known.find(text, found)
    let rank = 0
    for (const { rules, match } of ruleSets) {
      match(text, rank, found)
      rank += rules.length
    }
    return found
  }
  const redactOnce = (text: string): string => {
    const found = find(text)
    if (found.length === 0) return text
    let out = ''
    let done = 0
    for (const span of withoutMarks(merge(found), text)) {
      const covered = text.slice(span.from, span.to)
      out += text.slice(done, span.from) + marks.of(span.class, span.secret ?? covered)
      done = span.to
    }
    return out + text.slice(done)
  }
  return {
    redact(text) {
      let current = text
      for (let pass = 0; pass < MOST_PASSES; pass++) {
        const next = redactOnce(current)
        if (next === current) break
        current = next
      }
      return current
    },
    cutBefore(text, wanted) {
      let cut = wanted
      for (const match of find(text).sort((a, b) => b.end - a.end)) {
        if (match.start < cut && cut < match.end) cut = match.start
      }
      return cut
    },
  }
}

/** Overlapping matches become one, named after the one with the best rank, so that no tail of a longer one stays behind. */
function merge(found: Match[]): Match[] {
  const merged: Match[] = []
  for (const match of found.sort((a, b) => a.from - b.from || a.rank - b.rank)) {
    const last = merged.at(-1)
    if (!last || match.from >= last.to) merged.push(match)
    else merged[merged.length - 1] = union(last, match)
  }
  return merged
}

function union(a: Match, b: Match): Match {
  const best = b.rank < a.rank ? b : a
  return { ...best, from: a.from, to: Math.max(a.to, b.to) }
}

/** Cuts out what is a mark already; what is left counts only if it could tell something. */
function withoutMarks(spans: Match[], text: string): Match[] {
  const marks = findMarks(text)
  // spans and marks are both in order, so one walk over the marks serves all spans
  let next = 0
  return spans.flatMap((span) => {
    const pieces: Match[] = []
    let from = span.from
    while (next < marks.length && (marks[next]?.[1] ?? 0) <= from) next += 1
    for (let i = next; i < marks.length; i++) {
      const [start, end] = marks[i] ?? [span.to, span.to]
      if (start >= span.to) break
      if (start > from) pieces.push({ ...span, from, to: start })
      from = end
    }
    if (from < span.to) pieces.push({ ...span, from })
    return pieces.filter(({ secret, from, to }) => secret !== undefined || /[\p{L}\p{N}]/u.test(text.slice(from, to)))
  })
}
