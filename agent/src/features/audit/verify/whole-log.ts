import type { ChainCheck, ChainSummary } from './chain-check.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import type { LinesRead } from './each-line.ts'
import type { VerifyingKey } from './jws.ts'
import type { Problems } from './problems.ts'
import type { VerifyOptions } from './verdict.ts'

/** What looks at a log as a whole, whether it is an export or a directory. */

/** The key that the log shows against the one that the caller knows from elsewhere. */
export function checkKey(fingerprint: string, problems: Problems, { key }: VerifyOptions): void {
  if (key === undefined || key === fingerprint) return
  const message = `The log is signed by ${fingerprint}, not by the key that was named.`
  problems.add({ kind: 'bad_checkpoint', seq: null, file: null, offset: null, message })
}

/** Checkpoints that the caller kept. One that this key did not sign says nothing about this log, and is told. */
export function readWitnesses(key: VerifyingKey, problems: Problems, { witnesses = [] }: VerifyOptions): Checkpoint[] {
  return witnesses.flatMap((signature, index) => {
    const checkpoint = readCheckpoint(signature, key)
    if (checkpoint !== null) return [checkpoint]
    const message = `Checkpoint ${index + 1} of those that were kept is not signed by ${key.fingerprint}.`
    problems.add({ kind: 'bad_checkpoint', seq: null, file: null, offset: null, message })
    return []
  })
}

/** Lines that no check could look at. */
export function tellUnread(read: LinesRead, file: string | null, check: ChainCheck, problems: Problems): void {
  const seq = () => (check.summary().lastSeq ?? 0) + 1
  for (const offset of read.tooLong) {
    problems.add({ kind: 'unreadable', seq: null, file, offset, message: 'A line is longer than any entry.' })
  }
  if (read.unfinished === 0) return
  const message = `The file ends in the middle of a line, after ${seq() - 1} entries.`
  problems.add({ kind: 'unreadable', seq: seq(), file, offset: read.end, message })
}

/** Entries that were signed must still be there. */
export function tellCutTail({ lastSeq }: ChainSummary, checkpoints: readonly Checkpoint[], problems: Problems): void {
  const newest = checkpoints.at(-1)
  const last = lastSeq ?? 0
  if (newest === undefined || newest.seq <= last) return
  const message = `The log ends with entry ${last}, and entry ${newest.seq} was signed on ${newest.at}: the rest is gone.`
  problems.add({ kind: 'cut_tail', seq: last + 1, file: null, offset: null, message })
}
