import { iso, now } from '../../../../test/fixtures.ts'
import type { AuditCheckpoint, AuditEvent, AuditVerification } from '../../../wire.ts'

export const fingerprint = 'SHA256:4Jx0-9bQekT7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mN'
const hex = (digits: string) => digits.repeat(16)

export const checkpoint: AuditCheckpoint = {
  seq: 43,
  hash: hex('9f2c'),
  at: iso(now - 180_000),
  entries: 43,
  key_fingerprint: fingerprint,
  signature: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
}

export function verificationOf(changes: Partial<AuditVerification> = {}): AuditVerification {
  return {
    verdict: 'valid',
    message: '43 entries, unbroken, and the checkpoint is signed by the key that was named.',
    entries: 43,
    first_seq: 1,
    last_seq: 43,
    problems: [],
    checkpoint,
    verified_at: iso(now),
    ...changes,
  }
}

type Problem = AuditVerification['problems'][number]

export const brokenOf = (problems: readonly Problem[]): AuditVerification =>
  verificationOf({ verdict: 'broken', message: 'The log is broken.', problems: [...problems] })

export const changedEntry: Problem = {
  kind: 'changed',
  seq: 17,
  file: '000001.jsonl',
  offset: 8192,
  message: 'Entry 17 is not the one that was written: its hash does not fit.',
}

const claims = { decision: 'approve', issued_at: '2026-11-23T02:00:02.000Z', plan_hash: `sha256:${hex('9f2c')}` }

export function entryOf(changes: Partial<AuditEvent> = {}): AuditEvent {
  const seq = changes.seq ?? 43
  return {
    id: String(seq),
    seq,
    at: iso(now - 60_000),
    agent_id: 'ag_1',
    instance_id: 'in_5fQ2',
    actor: { subject: 'user:anna', device: 'dev_3kP9', role: 'owner', via: 'browser' },
    action: 'runOpsAction',
    target: 'instance:in_5fQ2',
    reason: 'Telegram has been silent since 02:00.',
    detail: null,
    params_redacted: { action: 'restart' },
    params_hash: `sha256:${hex('41d0')}`,
    plan_hash: `sha256:${hex('9f2c')}`,
    approval_signature: null,
    outcome: 'succeeded',
    correlation: { confirmation_id: 'cf_8sQ2', job_id: 'jb_7Qa2' },
    prev_hash: hex('41d0'),
    hash: hex('9f2c'),
    ...changes,
  }
}

const agent = { subject: 'agent', device: null, role: null, via: 'agent' }
const minute = 60_000

/** A restart from proposal to end, and what surrounds it; newest first. */
export const someEntries: readonly AuditEvent[] = [
  // The end of an act names no parameters of its own.
  entryOf({ params_redacted: null }),
  entryOf({ seq: 42, outcome: 'intended' }),
  entryOf({
    seq: 41,
    outcome: 'approved',
    approval_signature: `eyJhbGciOiJFUzI1NiJ9.${btoa(JSON.stringify(claims))}.c2lnbmF0dXJl`,
  }),
  entryOf({ seq: 40, outcome: 'proposed' }),
  entryOf({
    seq: 39,
    at: iso(now - 40 * minute),
    action: 'applyConfig',
    outcome: 'refused',
    reason: null,
    detail: 'confirmation_invalid',
    actor: { subject: 'token:backup-script', device: null, role: 'admin', via: 'script' },
    params_redacted: null,
    correlation: { confirmation_id: null, job_id: null },
  }),
  entryOf({
    seq: 38,
    at: iso(now - 26 * 60 * minute),
    action: 'applyConfig',
    outcome: 'failed',
    reason: 'A new port for the gateway.',
    detail: 'config_invalid',
    params_redacted: null,
    correlation: { confirmation_id: 'cf_7rP1', job_id: 'jb_6Pz1' },
  }),
  entryOf({
    seq: 2,
    at: iso(now - 50 * 60 * minute),
    actor: agent,
    action: 'audit.signer_registered',
    outcome: 'observed',
    reason: null,
    correlation: { confirmation_id: null, job_id: null },
  }),
]
