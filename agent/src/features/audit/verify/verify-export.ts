import { createChainCheck } from './chain-check.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { eachLine, type LogFile, longestLine } from './each-line.ts'
import { isHeader, readHeader, type SignedHeader } from './export-header.ts'
import { createProblems, type Problems } from './problems.ts'
import { findCheckpoints, readCheckpoints } from './read-checkpoints.ts'
import { createSigners } from './signers.ts'
import { type Verification, type VerifyOptions, verdictOf } from './verdict.ts'
import { checkKey, readWitnesses, tellCutTail, tellUnread } from './whole-log.ts'

/** Verifies one file: an export, or a single file of a log, which has no header and no checkpoints. */
export async function verifyFile(file: LogFile, options: VerifyOptions): Promise<Verification> {
  const problems = createProblems()
  const { size } = await file.stat()
  const firstLine = await readFirstLine(file, size)
  if (!isHeader(firstLine)) return verifySingle(file, problems, options)
  const signed = readHeader(firstLine)
  if (signed === null) {
    const message = 'The header of the export was changed, or this is no export of an audit log.'
    problems.add({ kind: 'changed', seq: null, file: null, offset: 0, message })
    return verdictOf(nothingRead, problems, options)
  }
  return verifyExport(file, { size, from: Buffer.byteLength(firstLine) + 1 }, signed, problems, options)
}

const nothingRead = { entries: 0, firstSeq: null, lastSeq: null, lastHash: null, checkpoint: null }

async function readFirstLine(file: LogFile, size: number): Promise<string> {
  const bytes = Buffer.allocUnsafe(Math.min(longestLine, size))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
  const feed = bytes.subarray(0, bytesRead).indexOf(10)
  return bytes.toString('utf8', 0, feed === -1 ? bytesRead : feed)
}

async function verifySingle(file: LogFile, problems: Problems, options: VerifyOptions): Promise<Verification> {
  const check = createChainCheck({ first: null, checkpoints: [], signers: createSigners(), problems })
  tellUnread(await eachLine(file, {}, check.visitor(null)), null, check, problems)
  return verdictOf(check.summary(), problems, options)
}

async function verifyExport(
  file: LogFile,
  { size, from }: { size: number; from: number },
  { header, key }: SignedHeader,
  problems: Problems,
  options: VerifyOptions,
): Promise<Verification> {
  checkKey(key.fingerprint, problems, options)
  const begin = Math.max(from, await findCheckpoints(file, size))
  const { claims, lines, checked } = await readCheckpoints(
    file,
    { from: begin, to: size },
    { key, problems, name: null },
  )
  const own = readCheckpoint(header.checkpoint, key)
  if (own === null || own.seq !== header.last_seq) {
    const message = 'The checkpoint in the header is not over the last entry.'
    problems.add({ kind: 'bad_checkpoint', seq: header.last_seq, file: null, offset: 0, message })
  }
  if (lines !== header.checkpoints) {
    const message = `The header names ${header.checkpoints} checkpoints, and ${lines} are there.`
    problems.add({ kind: 'bad_checkpoint', seq: null, file: null, offset: begin, message })
  }
  const all = [...claims, ...(own === null ? [] : [own]), ...readWitnesses(key, problems, options)].sort(bySeq)
  const check = createChainCheck({
    first: { seq: header.first_seq, prevHash: header.prev_hash },
    checkpoints: all,
    signers: createSigners(header.registered_signers),
    problems,
  })
  tellUnread(await eachLine(file, { from, to: begin }, check.visitor(null)), null, check, problems)
  await checked
  const summary = check.summary()
  tellCutTail(summary, all, problems)
  if (summary.lastSeq !== null && summary.lastSeq > header.last_seq) {
    const message = `The header says that the export ends with entry ${header.last_seq}.`
    problems.add({ kind: 'inserted', seq: header.last_seq + 1, file: null, offset: null, message })
  }
  return verdictOf(summary, problems, options)
}

function bySeq(one: Checkpoint, other: Checkpoint): number {
  return one.seq - other.seq
}
