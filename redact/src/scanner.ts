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
  /** A scanner for parts of this text only: rules without an anchor anywhere in it are left out once for all its lines. */
  narrow(text: string): Scanner
}

/** Rules that share one list of anchors, so that it is looked for once. */
interface RuleGroup {
  readonly anchors: Rule['anchors']
  readonly members: readonly { readonly rule: Rule; readonly rank: number }[]
}

export interface ScannerOptions {
  readonly rules: readonly Rule[]
  readonly known: KnownValues
  readonly marks: Marks
  /** False tries every rule on every text: the reference that the anchors are tested against. */
  readonly anchored?: boolean
}

export function createScanner(options: ScannerOptions): Scanner {
  const ranked = options.rules.map((rule, rank) => ({ rule, rank }))
  const groups = [...Map.groupBy(ranked, ({ rule }) => rule.anchors)].map(([anchors, members]) => ({
    anchors,
    members,
  }))
  return scannerOf(groups, options)
}

function scannerOf(groups: readonly RuleGroup[], options: ScannerOptions): Scanner {
  const { known, marks, anchored = true } = options
  const find = (text: string): Match[] => {
    const found: Match[] = []
    known.find(text, found)
    const lower = text.toLowerCase()
    for (const { anchors, members } of groups) {
      if (anchored && !isAnchored(anchors, text, lower)) continue
      for (const { rule, rank } of members) matchRule(rule, rank, text, found)
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
    narrow(text) {
      if (!anchored) return scannerOf(groups, options)
      const lower = text.toLowerCase()
      return scannerOf(
        groups.filter(({ anchors }) => isAnchored(anchors, text, lower)),
        options,
      )
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
