import { readFile } from 'node:fs/promises'
import { signatureOf } from '../../../agent/src/features/audit/verify/checkpoint.ts'
import type { LogProblem } from '../../../agent/src/features/audit/verify/problems.ts'
import type { Verification } from '../../../agent/src/features/audit/verify/verdict.ts'
import { verifyLog } from '../../../agent/src/features/audit/verify/verify-log.ts'
import { jsonText } from '../words/json-text.ts'
import { printable } from '../words/printable.ts'
import { keyPlace } from './key-place.ts'

export interface VerifyRequest {
  /** An export, one file of a log, or an audit directory. */
  path: string
  /** Fingerprint of the agent's key, known from elsewhere. */
  key: string | undefined
  /** A file with checkpoints that were kept elsewhere. */
  checkpoint: string | undefined
  json: boolean
}

/** What was asked for cannot be done; the message says why. */
export class CannotVerify extends Error {}

const keyPattern = /^SHA256:[\w-]{43}$/
const jws = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Verifies a log and prints what was found. Gives the exit code: 0 for a log that is unbroken, 1 for one that is broken,
 * and 1 too when a key was named and the log has nothing that this key signed.
 * @throws CannotVerify
 */
export async function verifyAndTell(request: VerifyRequest, write: (text: string) => unknown): Promise<number> {
  const { path, key, checkpoint, json } = request
  if (key !== undefined && !keyPattern.test(key)) {
    throw new CannotVerify('A key is named by its fingerprint: SHA256: and 43 characters.')
  }
  const witnesses = checkpoint === undefined ? [] : await readWitnesses(checkpoint)
  const result = await verifyLog(path, { key, witnesses }).catch((error: NodeJS.ErrnoException) => {
    throw new CannotVerify(`${printable(path)} cannot be read (${error.code ?? error.message}).`, { cause: error })
  })
  const whereIsKey = result.verdict === 'unanchored' && key === undefined ? `\n${keyPlace}` : ''
  write(json ? `${jsonText(result, 2)}\n` : `${textOf(result)}${whereIsKey}\n`)
  if (result.verdict === 'unanchored') return key === undefined ? 0 : 1
  return result.verdict === 'valid' ? 0 : 1
}

/** One in a line: as the log keeps them, or the bare signature. */
async function readWitnesses(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CannotVerify(`${printable(path)} cannot be read (${error.code}).`, { cause: error })
  })
  const lines = text.split('\n').map((line) => line.trim())
  const signatures = lines.map((line) => signatureOf(line) ?? line).filter((line) => jws.test(line))
  if (signatures.length === 0) throw new CannotVerify(`${printable(path)} holds no checkpoint.`)
  return signatures
}

const verdicts = { valid: 'VALID', unanchored: 'NOT ANCHORED', broken: 'BROKEN' }

function textOf(result: Verification): string {
  const { verdict, message, problems, checkpoint, first_seq: first, last_seq: last } = result
  const facts = [
    ...(first === null ? [] : [`Entries ${first} to ${last}.`]),
    ...(checkpoint === null
      ? ['No checkpoint.']
      : [`Checkpoint over entry ${checkpoint.seq}, ${printable(checkpoint.at)}, by ${checkpoint.key_fingerprint}.`]),
  ]
  return [`${verdicts[verdict]}: ${printable(message)}`, ...facts, ...problems.map(problemText)].join('\n')
}

function problemText({ kind, seq, file, offset, message }: LogProblem): string {
  const place = [
    ...(seq === null ? [] : [`entry ${seq}`]),
    ...(file === null ? [] : [printable(file)]),
    ...(offset === null ? [] : [`byte ${offset}`]),
  ]
  return `  ${kind}${place.length === 0 ? '' : ` (${place.join(', ')})`}: ${printable(message)}`
}
