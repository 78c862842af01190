import type { ReadLine } from '../read/read-line.ts'
import type { SourceGap } from '../source/log-source.ts'

/** What a follower sees of one source: a line, or that lines are missing. */
export type Followed =
  | { kind: 'line'; source: string; order: number; position: string; line: ReadLine }
  | { kind: 'gap'; source: string; order: number; position: string | null; gap: SourceGap }
