import { approvalFinding } from './approval.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LineVisitor } from './each-line.ts'
import { jsonObject } from './jws.ts'
import { checkLink, findAfterHash } from './link.ts'
import { isDecision, seqOf, speaksOfTheLog } from './peek.ts'
import type { LogProblem, Problems } from './problems.ts'
import type { Signers } from './signers.ts'

export interface ChainCheckDeps {
  /** What the first entry must be; null for a single file of a log, which says so itself. */
  first: { seq: number; prevHash: string } | null
  /** Sorted by `seq`. */
  checkpoints: readonly Checkpoint[]
  signers: Signers
  problems: Problems
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
  const { checkpoints, signers, problems } = deps
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

  /** The line that is being looked at. */
  const where: Pick<LogProblem, 'file' | 'offset'> = { file: null, offset: 0 }

  const tell = (kind: LogProblem['kind'], seq: number, message: string) =>
    problems.add({ kind, seq, ...where, message })

  function accept(seq: number, hash: string): void {
    firstSeq ??= seq
    entries += 1
    expected = seq + 1
    prevHash = hash
    lastHash = hash
    for (let one = checkpoints[nextCheckpoint]; one && one.seq <= seq; one = checkpoints[nextCheckpoint]) {
      nextCheckpoint += 1
      if (one.seq === seq && one.hash === hash) agreed = one
      else if (one.seq === seq) tell('changed', seq, `Entry ${seq} is not the one that was signed.`)
    }
  }

  /** Reads what an entry says once its bytes are proven. */
  function read(entry: Record<string, unknown>): void {
    signers.note(entry)
    const finding = approvalFinding(entry, signers)
    if (finding) tell(finding.kind, Number(entry.seq), finding.message)
  }

  function skipTo(seq: number): void {
    const last = seq - 1
    const which = last === expected ? `Entry ${last} is` : `The entries ${expected} to ${last} are`
    tell('missing', expected, `${which} missing before entry ${seq}.`)
    if (missing.length < 1000) missing.push({ from: expected, to: last })
  }

  /** A line that does not follow from the one before. */
  function explain(text: string): void {
    const entry = jsonObject(text)
    const seq = Number(entry?.seq)
    if (entry === null || !Number.isSafeInteger(seq) || !isSound(text, entry)) {
      const kind = entry === null ? 'unreadable' : 'changed'
      tell(kind, expected, `Entry ${expected} was changed after it was written${entry ? '' : '; it is no JSON'}.`)
      expected += 1
      prevHash = null
      begun = true
      return
    }
    if (!begun) begin(entry)
    else if (seq < expected) {
      const moved = missing.some(({ from, to }) => from <= seq && seq <= to)
      const message = moved ? `Entry ${seq} stands in the wrong place.` : `Entry ${seq} stands in the log twice.`
      tell(moved ? 'reordered' : 'inserted', seq, message)
      return
    } else if (seq > expected) skipTo(seq)
    else if (prevHash !== null) tell('changed', seq, `Entry ${seq} follows another entry than the one before it.`)
    accept(seq, String(entry.hash))
    read(entry)
  }

  /** A file of a log begins with an entry that says so; if it does not, its beginning is gone. */
  function begin(entry: Record<string, unknown>): void {
    begun = true
    expected = Number(entry.seq)
    if (entry.action !== 'audit.file_begun') tell('missing', expected - 1, `The entries before ${expected} are gone.`)
  }

  return {
    visitor: (file) => (bytes, start, end, offset) => {
      where.file = file
      where.offset = offset
      const at = findAfterHash(bytes, start, end)
      if (at === -1 || prevHash === null) return explain(bytes.toString('utf8', start, end))
      const entry =
        isDecision(bytes, at) || speaksOfTheLog(bytes, start) ? jsonObject(bytes.toString('utf8', start, end)) : null
      // What is signed is a hash and a number; the chain alone proves the hash.
      const isSigned = checkpoints[nextCheckpoint]?.seq === expected
      const seq = entry?.seq ?? (isSigned ? seqOf(bytes, end) : expected)
      const hash = checkLink(bytes, start, end, at, prevHash)
      if (hash === null) return explain(bytes.toString('utf8', start, end))
      // After a tail was lost the log itself goes on with a later number, at the beginning of a file.
      if (typeof seq === 'number' && Number.isSafeInteger(seq) && seq > expected) skipTo(seq)
      else if (seq !== expected) tell('changed', expected, `Entry ${expected} has another number.`)
      accept(Math.max(expected, Number(seq) || 0), hash)
      if (entry !== null) read(entry)
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
