import type { ChainSummary } from './chain-check.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LogProblem, Problems } from './problems.ts'

export interface Verification {
  /** `valid` only where the caller named the key; without a named key nobody knows who wrote the log. */
  verdict: 'valid' | 'unanchored' | 'broken'
  /** For people. */
  message: string
  entries: number
  first_seq: number | null
  last_seq: number | null
  /** The first hundred. */
  problems: LogProblem[]
  /** The newest checkpoint that the chain agrees with. */
  checkpoint: Checkpoint | null
}

export interface VerifyOptions {
  /** Fingerprint of the agent's key, from elsewhere: `SHA256:` and 43 characters. */
  key?: string | undefined
  /** Checkpoints that were kept elsewhere, as compact JWS. The log must still agree with them. */
  witnesses?: readonly string[]
}

export function verdictOf(
  { entries, firstSeq, lastSeq, checkpoint }: ChainSummary,
  { found, more }: Problems,
  options: VerifyOptions,
): Verification {
  const facts = { entries, first_seq: firstSeq, last_seq: lastSeq, problems: found, checkpoint }
  const count = entries === 1 ? '1 entry' : `${entries} entries`
  const [first] = found
  if (first) {
    const others = found.length - 1 + more
    const rest = others === 0 ? '' : ` There ${others === 1 ? 'is 1 more problem' : `are ${others} more problems`}.`
    return { ...facts, verdict: 'broken', message: `The log is broken. ${first.message}${rest}` }
  }
  if (options.key === undefined) {
    const message = `${count}, unbroken in itself. Who wrote it is not proven: name the agent's key.`
    return { ...facts, verdict: 'unanchored', message }
  }
  if (checkpoint === null) {
    return {
      ...facts,
      verdict: 'unanchored',
      message: `${count}, unbroken in itself, and no checkpoint to hold it to.`,
    }
  }
  const newer = (lastSeq ?? 0) - checkpoint.seq
  const tail = newer === 0 ? '' : ` The last ${newer} are newer than the last checkpoint.`
  const message = `${count}, unbroken, and the checkpoint is signed by the key that was named.${tail}`
  return { ...facts, verdict: 'valid', message }
}
