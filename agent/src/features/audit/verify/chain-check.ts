import { approvalFinding } from './approval.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LineVisitor } from './each-line.ts'
import { jsonObject } from './jws.ts'
import { checkLink, findAfterHash } from './link.ts'
import { isDecision, speaksOfTheLog } from './peek.ts'
import type { LogProblem, Problems } from './problems.ts'
import type { Signers } from './signers.ts'

export interface ChainCheckDeps {
  /** What the first entry must be; null for a single file of a log, which says so itself. */
  first: { seq: number; prevHash: string } | null
  /** Sorted by `seq`. */
  checkpoints: readonly Checkpoint[]
  signers: Signers
  problems: Problems
  /** Called for every entry before it is checked; `at` as in `findAfterHash`. */
  peek?(bytes: Buffer, start: number, at: number, seq: number): void
}

export interface ChainCheck {
  /** Checks the lines of one file; files come in their order. */
  visitor(file: string | null): LineVisitor
  summary(): ChainSummary
}

export interface ChainSummary {
  entries: number
  firstSeq: number | null
  lastSeq: number | null
  /** Hash of the last entry that is sound. */
  lastHash: string | null
  /** The newest checkpoint that the chain agrees with. */
  checkpoint: Checkpoint | null
}

/**
 * Follows the chain line by line. What holds is only hashed; what does not is parsed to say what was done to it. After a
 * break it goes on with the next entry that is sound in itself.
 */
export function createChainCheck(deps: ChainCheckDeps): ChainCheck {
  const { checkpoints, signers, problems, peek } = deps
  const missing: { from: number; to: number }[] = []
  let expected = deps.first?.seq ?? 1
  /** Null where nothing is known: at the beginning of a single file, and after a break. */
  let prevHash = deps.first?.prevHash ?? null
  let begun = deps.first !== null
  let firstSeq: number | null = null
  let entries = 0
  let nextCheckpoint = 0
  let agreed: Checkpoint | null = null
  let lastHash: string | null = null

  type Where = Pick<LogProblem, 'file' | 'offset'>
  const tell = (kind: LogProblem['kind'], seq: number, where: Where, message: string) =>
    problems.add({ kind, seq, ...where, message })

  function accept(seq: number, hash: string, where: Where): void {
    firstSeq ??= seq
    entries += 1
    expected = seq + 1
    prevHash = hash
    lastHash = hash
    for (let one = checkpoints[nextCheckpoint]; one && one.seq <= seq; one = checkpoints[nextCheckpoint]) {
      nextCheckpoint += 1
      if (one.seq === seq && one.hash === hash) agreed = one
      else if (one.seq === seq) tell('changed', seq, where, `Entry ${seq} is not the one that was signed.`)
    }
  }

  /** Reads what an entry says once its bytes are proven. */
  function read(entry: Record<string, unknown>, where: Where): void {
    signers.note(entry)
    const finding =
      entry.outcome === 'approved' || entry.outcome === 'denied' ? approvalFinding(entry, signers.list()) : null
    if (finding) tell(finding.kind, Number(entry.seq), where, finding.message)
  }

  function skipTo(seq: number, where: Where): void {
    const last = seq - 1
    const which = last === expected ? `Entry ${last} is` : `The entries ${expected} to ${last} are`
    tell('missing', expected, where, `${which} missing before entry ${seq}.`)
    if (missing.length < 1000) missing.push({ from: expected, to: last })
  }

  /** A line that does not follow from the one before. */
  function explain(text: string, where: Where): void {
    const entry = jsonObject(text)
    const seq = Number(entry?.seq)
    if (entry === null || !Number.isSafeInteger(seq) || !isSound(text, entry)) {
      const kind = entry === null ? 'unreadable' : 'changed'
      tell(
        kind,
        expected,
        where,
        `Entry ${expected} was changed after it was written${entry ? '' : '; it is no JSON'}.`,
      )
      expected += 1
      prevHash = null
      begun = true
      return
    }
    if (!begun) begin(entry, where)
    else if (seq < expected) {
      const moved = missing.some(({ from, to }) => from <= seq && seq <= to)
      const message = moved ? `Entry ${seq} stands in the wrong place.` : `Entry ${seq} stands in the log twice.`
      tell(moved ? 'reordered' : 'inserted', seq, where, message)
      return
    } else if (seq > expected) skipTo(seq, where)
    else if (prevHash !== null)
      tell('changed', seq, where, `Entry ${seq} follows another entry than the one before it.`)
    accept(seq, String(entry.hash), where)
    read(entry, where)
  }

  /** A file of a log begins with an entry that says so; if it does not, its beginning is gone. */
  function begin(entry: Record<string, unknown>, where: Where): void {
    begun = true
    expected = Number(entry.seq)
    if (entry.action !== 'audit.file_begun')
      tell('missing', expected - 1, where, `The entries before ${expected} are gone.`)
  }

  return {
    visitor: (file) => (bytes, start, end, offset) => {
      const where = { file, offset }
      const at = findAfterHash(bytes, start, end)
      if (at === -1 || prevHash === null) return explain(bytes.toString('utf8', start, end), where)
      peek?.(bytes, start, at, expected)
      const isSigned = checkpoints[nextCheckpoint]?.seq === expected
      const isRead = isSigned || isDecision(bytes, at) || speaksOfTheLog(bytes, start)
      const entry = isRead ? jsonObject(bytes.toString('utf8', start, end)) : null
      const hash = checkLink(bytes, start, end, at, prevHash)
      if (hash === null) return explain(bytes.toString('utf8', start, end), where)
      const stated = entry === null ? expected : entry.seq
      // After a tail was lost the log itself goes on with a later number, at the beginning of a file.
      if (typeof stated === 'number' && Number.isSafeInteger(stated) && stated > expected) skipTo(stated, where)
      else if (stated !== expected) tell('changed', expected, where, `Entry ${expected} has another number.`)
      accept(Math.max(expected, Number(stated) || 0), hash, where)
      if (entry !== null) read(entry, where)
    },
    summary() {
      const lastSeq = entries === 0 ? null : expected - 1
      return { entries, firstSeq, lastSeq, lastHash, checkpoint: agreed }
    },
  }
}

/** Whether the line has the hash that it states, whatever stands before it. */
function isSound(text: string, entry: Record<string, unknown>): boolean {
  const bytes = Buffer.from(text)
  const at = findAfterHash(bytes, 0, bytes.length)
  const { prev_hash: prevHash } = entry
  if (at === -1 || typeof prevHash !== 'string' || prevHash.length !== 64) return false
  return checkLink(bytes, 0, bytes.length, at, prevHash) !== null
}
