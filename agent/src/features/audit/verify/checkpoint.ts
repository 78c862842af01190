import { jsonObject, readSigned, type VerifyingKey } from './jws.ts'

/** What the agent's key signed: at `at` the log had `entries` entries, and the last one was `seq` with this hash. */
export interface Checkpoint {
  seq: number
  hash: string
  at: string
  entries: number
  key_fingerprint: string
  /** Compact JWS, EdDSA, over `{agent_id, at, entries, hash, seq}`. */
  signature: string
}

export const checkpointType = 'moltbot-ops-audit-checkpoint'
export const exportType = 'moltbot-ops-audit-export'
export const logFormat = 'moltbot-ops-audit/1'
const hashPattern = /^[0-9a-f]{64}$/

/** A line of `checkpoints.jsonl` and of an export. */
export function checkpointLine(signature: string): string {
  return `{"checkpoint":"${signature}"}\n`
}

/** The signature of a checkpoint line; null when it is none. */
export function signatureOf(line: string): string | null {
  const signature = /^\{"checkpoint":"([\w.-]+)"\}$/.exec(line)?.[1]
  return signature ?? null
}

/** Null when this key did not sign it, or did not sign a checkpoint. */
export function readCheckpoint(signature: string, key: VerifyingKey): Checkpoint | null {
  const payload = readSigned(signature, key, checkpointType)
  return payload === null ? null : fromPayload(payload, signature, key.fingerprint)
}

/** What a checkpoint claims, without looking at who signed it. */
export function claimOf(signature: string, fingerprint: string): Checkpoint | null {
  const payload = jsonObject(Buffer.from(signature.split('.')[1] ?? '', 'base64url'))
  return payload === null ? null : fromPayload(payload, signature, fingerprint)
}

function fromPayload(payload: Record<string, unknown>, signature: string, fingerprint: string): Checkpoint | null {
  const { seq, hash, at, entries } = payload
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(entries)) return null
  if (typeof seq !== 'number' || typeof entries !== 'number' || typeof at !== 'string') return null
  if (typeof hash !== 'string' || !hashPattern.test(hash)) return null
  return { seq, hash, at, entries, key_fingerprint: fingerprint, signature }
}
