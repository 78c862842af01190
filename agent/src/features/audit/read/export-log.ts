import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../../../core/canonical-json.ts'
import type { AuditEntry } from '../audit-entry.ts'
import { type ChainState, createChainState } from '../chain/chain-state.ts'
import type { SigningKeys } from '../checkpoints.ts'
import { type Checkpoint, checkpointLine, exportType, logFormat } from '../verify/checkpoint.ts'
import { eachLine } from '../verify/each-line.ts'
import { type ExportHeader, headerClaim, signedHeaderLine } from '../verify/export-header.ts'
import { jsonObject } from '../verify/jws.ts'
import { speaksOfTheLog } from '../verify/peek.ts'
import { signerFields } from '../verify/signers.ts'
import type { LogExtent, PlacedLine } from './find-line.ts'

export interface ExportDeps {
  keys: SigningKeys
  /** RFC 3339. */
  now(): string
  /** A checkpoint over this entry, which is the last one of the export. */
  checkpointOver(entry: { seq: number; hash: string }, entries: number): Promise<Checkpoint>
  /** Signatures of kept checkpoints over entries of the range, oldest first. */
  checkpointsBetween(first: number, last: number): Promise<string[]>
}

const chunkBytes = 256 * 1024

/** The bytes of an export: header, entries as they were written, checkpoints. Holds one chunk in memory. */
export async function* exportLog(
  extent: LogExtent,
  { first, last }: { first: PlacedLine; last: PlacedLine },
  deps: ExportDeps,
): AsyncGenerator<Buffer> {
  const entry = { first: read(first), last: read(last) }
  const before = await stateBefore(extent, first)
  const upTo = await stateBefore(extent, last)
  const checkpoint = await deps.checkpointOver(entry.last, upTo.count() + 1)
  const kept = await deps.checkpointsBetween(first.seq, last.seq)
  const header: ExportHeader = {
    agent_id: deps.keys.agentId,
    at: deps.now(),
    checkpoint: checkpoint.signature,
    checkpoints: kept.length,
    first_seq: first.seq,
    format: logFormat,
    key_fingerprint: deps.keys.fingerprint,
    last_seq: last.seq,
    prev_hash: entry.first.prev_hash,
    public_key: { ...deps.keys.publicKey },
    registered_signers: before.signers.list().map(signerFields),
  }
  const unsigned = canonicalJson(header)
  const signature = deps.keys.signStatement(headerClaim(deps.keys.agentId, unsigned), exportType)
  yield Buffer.from(signedHeaderLine(unsigned, signature))
  for (let index = first.file; index <= last.file; index++) {
    const from = index === first.file ? first.offset : 0
    const to = index === last.file ? last.offset + Buffer.byteLength(last.text) + 1 : undefined
    yield* bytesOf(join(extent.directory, extent.files[index] ?? ''), from, to)
  }
  yield Buffer.from(kept.map(checkpointLine).join(''))
}

function read({ text }: PlacedLine): AuditEntry {
  return JSON.parse(text)
}

async function* bytesOf(path: string, from: number, to: number | undefined): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    for (let at = from; ; ) {
      const bytes = Buffer.allocUnsafe(Math.min(chunkBytes, (to ?? Number.MAX_SAFE_INTEGER) - at))
      const { bytesRead } = bytes.length === 0 ? { bytesRead: 0 } : await file.read(bytes, 0, bytes.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield bytes.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** What the log knew before this entry: its file says so at its beginning, and the entries until there. */
async function stateBefore(extent: LogExtent, { file: index, offset }: PlacedLine): Promise<ChainState> {
  const state = createChainState()
  const file = await open(join(extent.directory, extent.files[index] ?? ''), 'r')
  try {
    await eachLine(file, { to: offset }, (bytes, start, end) => {
      const entry = speaksOfTheLog(bytes, start) ? jsonObject(bytes.toString('utf8', start, end)) : null
      if (entry === null) state.pass()
      else state.note(entry as unknown as AuditEntry)
    })
  } finally {
    await file.close()
  }
  return state
}
