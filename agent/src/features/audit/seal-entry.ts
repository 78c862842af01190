import { hash } from 'node:crypto'
import { type AuditEntry, auditActor, type NewAuditEntry } from './audit-entry.ts'
import { cleanEntry } from './clean-entry.ts'

export interface DraftDeps {
  agentId: string
  redact(text: string): string
}

/** An entry before it has its place in the chain. */
export interface Draft {
  seal(place: Place): Sealed
}

export interface Place {
  seq: number
  at: string
  prevHash: string
}

export interface Sealed {
  entry: AuditEntry
  /** Canonical JSON (RFC 8785) and a line feed: the bytes of the file. */
  line: string
}

/** Redacts, bounds and writes everything that does not depend on the entry's place, once, before it waits for the disk. */
export function draftEntry(entry: NewAuditEntry, { agentId, redact }: DraftDeps, intendedSeq: number | null): Draft {
  const { target, reason, detail, params, paramsJson } = cleanEntry(entry, redact)
  const fields = {
    agent_id: agentId,
    instance_id: entry.instanceId ?? null,
    actor: auditActor(entry.actor),
    action: entry.action,
    ...{ target, reason, detail },
    params_redacted: params,
    params_hash: entry.paramsHash ?? null,
    plan_hash: entry.planHash ?? null,
    approval_signature: entry.approvalSignature ?? null,
    outcome: entry.outcome,
    correlation: {
      confirmation_id: entry.confirmationId ?? null,
      job_id: entry.jobId ?? null,
      intended_seq: intendedSeq,
    },
  }
  return {
    seal({ seq, at, prevHash }) {
      const { before, after } = canonicalHalves({ ...fields, seq, at, prev_hash: prevHash, hash: '' }, paramsJson)
      const own = hash('sha256', `${prevHash}${before}${after}`, 'hex')
      return {
        entry: { ...fields, seq, at, prev_hash: prevHash, hash: own },
        line: `${before}"hash":"${own}",${after}\n`,
      }
    },
  }
}

/**
 * Canonical JSON (RFC 8785) of an entry before and after its hash. The members are named here in their order, so that
 * the text is written by a few calls of `JSON.stringify` instead of one for each member.
 */
function canonicalHalves(entry: AuditEntry, paramsJson: string): { before: string; after: string } {
  const { action, agent_id, approval_signature, at, detail, instance_id, outcome, params_hash } = entry
  const { plan_hash, prev_hash, reason, seq, target } = entry
  const { device, role, subject, via } = entry.actor
  const { confirmation_id, intended_seq, job_id } = entry.correlation
  const actor = { device, role, subject, via }
  const correlation = { confirmation_id, intended_seq, job_id }
  const before = JSON.stringify({ action, actor, agent_id, approval_signature, at, correlation, detail })
  const middle = JSON.stringify({ instance_id, outcome, params_hash })
  const end = JSON.stringify({ plan_hash, prev_hash, reason, seq, target })
  return {
    before: `${before.slice(0, -1)},`,
    after: `${middle.slice(1, -1)},"params_redacted":${paramsJson},${end.slice(1)}`,
  }
}
