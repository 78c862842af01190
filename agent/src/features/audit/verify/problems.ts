export type ProblemKind =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'reordered'
  | 'cut_tail'
  | 'bad_checkpoint'
  | 'unregistered_signer'
  | 'bad_signature'
  | 'unreadable'

/** One thing that is wrong with a log, and where. */
export interface LogProblem {
  kind: ProblemKind
  seq: number | null
  /** Name of the file inside a directory; null when there is only one file. */
  file: string | null
  /** Byte in the file at which the line begins. */
  offset: number | null
  message: string
}

export interface Problems {
  readonly found: LogProblem[]
  /** More than were kept. */
  readonly more: number
  add(problem: LogProblem): void
}

const mostKept = 100

/** The first hundred; a log that is broken everywhere must not fill the memory. */
export function createProblems(): Problems {
  const found: LogProblem[] = []
  let more = 0
  return {
    found,
    get more() {
      return more
    },
    add(problem) {
      if (found.length < mostKept) found.push(problem)
      else more += 1
    },
  }
}
