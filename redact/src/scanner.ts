import type { KnownValues } from './known-values.ts'
import { findMarks, type Marks } from './marks.ts'
import { isAnchored, type Match, matchRule, type Rule } from './rule.ts'

// each pass hides what only showed after the pass before; text written to need more is cut off here
const MOST_PASSES = 16

/** Finds and replaces secrets in a piece of text that holds no line break of its own. */
export interface Scanner {
  redact(text: string): string
  /** The last place at or before `wanted` where the text can be cut without cutting a match. */
  cutBefore(text: string, wanted: number): number
}

export interface ScannerOptions {
  readonly rules: readonly Rule[]
  readonly known: KnownValues
  readonly marks: Marks
  /** False tries every rule on every text: the reference that the anchors are tested against. */
  readonly anchored?: boolean
}

export function createScanner({ rules, known, marks, anchored = true }: ScannerOptions): Scanner {
  const find = (text: string): Match[] => {
    const found: Match[] = []
    known.find(text, found)
    const lower = text.toLowerCase()
    rules.forEach((rule, rank) => {
      if (!anchored || isAnchored(rule, text, lower)) matchRule(rule, rank, text, found)
    })
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
  return spans.flatMap((span) => {
    const pieces: Match[] = []
    let from = span.from
    for (const [start, end] of marks) {
      if (end <= from || start >= span.to) continue
      if (start > from) pieces.push({ ...span, from, to: start })
      from = end
    }
    if (from < span.to) pieces.push({ ...span, from })
    return pieces.filter(({ secret, from, to }) => secret !== undefined || /[\p{L}\p{N}]/u.test(text.slice(from, to)))
  })
}
