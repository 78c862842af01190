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
  const { actor, correlation } = fields
  // The order of RFC 8785 by hand: `hash` falls between `detail` and `instance_id`.
  const untilAt =
    `{"action":${json(fields.action)},"actor":{"device":${json(actor.device)},"role":${json(actor.role)},` +
    `"subject":${json(actor.subject)},"via":${json(actor.via)}},"agent_id":${json(agentId)},` +
    `"approval_signature":${json(fields.approval_signature)},"at":"`
  const untilHash =
    `","correlation":{"confirmation_id":${json(correlation.confirmation_id)},"intended_seq":${intendedSeq},` +
    `"job_id":${json(correlation.job_id)}},"detail":${json(fields.detail)},`
  const untilPrevHash =
    `"instance_id":${json(fields.instance_id)},"outcome":${json(fields.outcome)},` +
    `"params_hash":${json(fields.params_hash)},"params_redacted":${paramsJson},` +
    `"plan_hash":${json(fields.plan_hash)},"prev_hash":"`
  const untilSeq = `","reason":${json(fields.reason)},"seq":`
  const untilEnd = `,"target":${json(fields.target)}}`

  return {
    seal({ seq, at, prevHash }) {
      const before = `${untilAt}${at}${untilHash}`
      const after = `${untilPrevHash}${prevHash}${untilSeq}${seq}${untilEnd}`
      const own = hash('sha256', `${prevHash}${before}${after}`, 'hex')
      return {
        entry: { ...fields, seq, at, prev_hash: prevHash, hash: own },
        line: `${before}"hash":"${own}",${after}\n`,
      }
    },
  }
}

function json(value: string | null): string {
  return value === null ? 'null' : JSON.stringify(value)
}
