import { steadyPosition } from '../cursor.ts'
import type { LineCleaner } from '../entry/clean-lines.ts'
import { parseLine } from '../entry/parse-line.ts'
import type { RawLine } from '../source/log-source.ts'
import type { ReadLine } from './read-line.ts'

export interface Reading {
  source: string
  cleaner: LineCleaner
  /** A line that says to be from later than this is ordered as from then, ms since 1970. */
  now: number
  /** Order of the line before the first one; null where there is none. */
  before: number | null
}

/** Parses, cleans and orders lines of one source that follow each other. */
export function readLines(raw: readonly RawLine[], { source, cleaner, now, before }: Reading): ReadLine[] {
  const clean = cleaner.clean(raw.map(parseLine))
  // Lines without a time before the first that has one are as old as that.
  let order = before ?? clean.find(({ at }) => at !== null)?.at ?? 0
  return raw.flatMap(({ position, truncated, text }, index) => {
    const line = clean[index]
    if (line === undefined) return []
    order = Math.min(line.at ?? order, now)
    return [{ ...line, source, position: steadyPosition(position, order), truncated, order, size: text.length }]
  })
}
