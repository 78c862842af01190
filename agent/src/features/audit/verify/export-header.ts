import { hash } from 'node:crypto'
import { exportType, logFormat } from './checkpoint.ts'
import { jsonObject, readKey, readSigned, type VerifyingKey } from './jws.ts'

/** First line of an export, with `signature` as its last member. */
export interface ExportHeader {
  agent_id: string
  at: string
  /** Compact JWS over the last entry, made for this export. */
  checkpoint: string
  /** Checkpoint lines after the entries. */
  checkpoints: number
  first_seq: number
  format: string
  key_fingerprint: string
  last_seq: number
  /** Hash of the entry before the first one. */
  prev_hash: string
  public_key: Record<string, unknown>
  /** Who could sign approvals when the first entry was written. */
  registered_signers: Record<string, unknown>[]
}

export interface SignedHeader {
  header: ExportHeader
  key: VerifyingKey
}

const signatureMember = ',"signature":"'

/** What the agent signs: a hash over the line as it would be without its signature. */
export function headerClaim(agentId: string, unsigned: string): Record<string, unknown> {
  return { agent_id: agentId, header_hash: hash('sha256', unsigned, 'hex') }
}

export function signedHeaderLine(unsigned: string, signature: string): string {
  return `${unsigned.slice(0, -1)}${signatureMember}${signature}"}\n`
}

/** Whether a first line is meant to be a header: everything but an entry. */
export function isHeader(line: string): boolean {
  return !line.startsWith('{"action":')
}

/** Null when the line is no header, or not as it was signed. */
export function readHeader(line: string): SignedHeader | null {
  const cut = line.lastIndexOf(signatureMember)
  const fields = jsonObject(line)
  if (cut === -1 || fields === null || fields.format !== logFormat || !isComplete(fields)) return null
  const key = readKey(fields.public_key)
  if (key === null || key.fingerprint !== fields.key_fingerprint) return null
  const { signature, ...header } = fields
  // Members after the signature, and white space, would be read by nobody and signed by nobody.
  if (line !== `${line.slice(0, cut)}${signatureMember}${signature}"}`) return null
  const claim = readSigned(signature, key, exportType)
  const own = headerClaim(String(fields.agent_id), `${line.slice(0, cut)}}`)
  if (claim === null || claim.header_hash !== own.header_hash || claim.agent_id !== own.agent_id) return null
  // `isComplete` looked at every member.
  return { header: header as unknown as ExportHeader, key }
}

function isComplete(fields: Record<string, unknown>): boolean {
  const { agent_id, at, checkpoint, prev_hash, registered_signers, checkpoints, first_seq, last_seq } = fields
  return (
    [agent_id, at, checkpoint, prev_hash].every((text) => typeof text === 'string') &&
    [checkpoints, first_seq, last_seq].every((number) => Number.isSafeInteger(number)) &&
    Array.isArray(registered_signers)
  )
}
