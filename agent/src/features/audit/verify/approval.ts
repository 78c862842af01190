import { readSigned } from './jws.ts'
import type { LogProblem } from './problems.ts'
import type { Signers } from './signers.ts'

type Finding = Pick<LogProblem, 'kind' | 'message'>

const decisions: Record<string, string> = { approved: 'approve', denied: 'deny' }

/**
 * What is wrong with the signature of an entry `approved` or `denied` (others are not asked): not by a signer that the log had registered for
 * this device, or over something else than the entry says. Null when nothing is.
 */
export function approvalFinding(entry: Record<string, unknown>, signers: Signers): Finding | null {
  const { approval_signature: signature, outcome, seq } = entry
  if (decisions[String(outcome)] === undefined) return null
  const correlation = fieldsOf(entry.correlation)
  if (signature === null) {
    // A refusal needs no signature, and what is approved at the host before there is a plan has none.
    if (outcome !== 'approved' || correlation.confirmation_id === null) return null
    return { kind: 'bad_signature', message: `Entry ${seq} is an approval without a signature.` }
  }
  const device = fieldsOf(entry.actor).device
  const own = signers.list().filter((signer) => signer.device === device)
  const payload = own.map(({ key }) => readSigned(signature, key)).find((read) => read !== null)
  if (!payload) {
    const who = device === null ? "the agent's own key" : `device ${device}`
    return {
      kind: 'unregistered_signer',
      message: `The signature of entry ${seq} is not by a key that was registered for ${who}.`,
    }
  }
  const wrong = Object.entries(expectations(entry, payload)).find(([, holds]) => !holds)
  if (!wrong) return null
  return { kind: 'bad_signature', message: `What was signed in entry ${seq} is not what the entry says: ${wrong[0]}.` }
}

function expectations(entry: Record<string, unknown>, payload: Record<string, unknown>): Record<string, boolean> {
  const { confirmation_id: confirmation } = fieldsOf(entry.correlation)
  const hashes = [entry.plan_hash, entry.params_hash]
  return {
    aud: payload.aud === entry.agent_id,
    decision: payload.decision === decisions[String(entry.outcome)],
    confirmation_id: confirmation === null || payload.confirmation_id === confirmation,
    plan_hash: entry.plan_hash === null || 'policy_hash' in payload || payload.plan_hash === entry.plan_hash,
    policy_hash: !('policy_hash' in payload) || hashes.includes(payload.policy_hash),
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
