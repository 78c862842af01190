import type { Actor } from '../../core/actor.ts'
import type { AuditOutcome } from '../../core/consent.ts'

/** Who did it. The agent itself is `{subject: agent, device: null, role: null, via: agent}`. */
export interface AuditActor {
  subject: string
  device: string | null
  role: string | null
  via: string
}

/** One line of the chain. docs/02-security.md says what the chain proves. */
export interface AuditEntry {
  seq: number
  /** RFC 3339 in UTC. Wall time: the order of entries is `seq`. */
  at: string
  agent_id: string
  instance_id: string | null
  actor: AuditActor
  /** An operationId, or `audit.…` for what the log says about itself. */
  action: string
  target: string | null
  reason: string | null
  detail: string | null
  params_redacted: Record<string, unknown> | null
  params_hash: string | null
  plan_hash: string | null
  /** Compact JWS of the approval. */
  approval_signature: string | null
  outcome: AuditOutcome
  correlation: Correlation
  /** 64 hexadecimal digits; zeros before the first entry. */
  prev_hash: string
  hash: string
}

export interface Correlation {
  confirmation_id: string | null
  job_id: string | null
  /** The `intended` that this entry closes. */
  intended_seq: number | null
}

/** What the writer of an entry says; what is left out is null. Texts are redacted and cut by the log. */
export interface NewAuditEntry {
  actor: Actor | AuditActor
  action: string
  outcome: AuditOutcome
  instanceId?: string | null
  target?: string | null
  reason?: string | null
  detail?: string | null
  /** Parameters without secrets: what the contract marks `x-secret` is replaced before it comes here. */
  params?: Record<string, unknown> | null
  paramsHash?: string | null
  planHash?: string | null
  approvalSignature?: string | null
  confirmationId?: string | null
  jobId?: string | null
}

export const agentActor: AuditActor = { subject: 'agent', device: null, role: null, via: 'agent' }

export function auditActor(actor: Actor | AuditActor): AuditActor {
  const { subject, role, via } = actor
  return { subject, device: 'deviceId' in actor ? actor.deviceId : actor.device, role, via }
}

/** `prev_hash` of the first entry. */
export const noHash = '0'.repeat(64)
