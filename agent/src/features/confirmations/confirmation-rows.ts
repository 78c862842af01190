import { type OperationId, operations } from '@moltbot-ops/api/operations'
import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import type { Actor, Role } from '../../core/actor.ts'
import { canonicalHash } from '../../core/canonical-json.ts'
import { isoTime } from '../../core/clock.ts'
import type { Params, Plan } from '../../core/consent.ts'
import type { Tables } from '../../core/database/tables.ts'

export type ConfirmationRow = Selectable<Tables['confirmations']>
export type Confirmation = components['schemas']['Confirmation']
export type Person = components['schemas']['Person']

/** How long a proposal waits for a person, and how long an approval waits for its call. */
export const waitsMs = 5 * 60_000
export const tokenLivesMs = 120_000
/**
 * So much may the wall clock be put right while something waits. What was made later than that from now is over: a clock
 * that was set back does not revive what has ended.
 */
export const clockStepMs = 5000

/** The exact object that is hashed and that a dialog shows. Estimates, times and measurements are no part of it. */
export function planInput(agentId: string, action: string, params: Params, paramsHash: string, plan: Plan) {
  const { instanceId, target, summary, steps, affects, undo, losses, risk, basis } = plan
  return {
    agent_id: agentId,
    instance_id: instanceId,
    action,
    params,
    params_hash: paramsHash,
    target,
    summary,
    steps: steps.map(({ id, title, detail, moltbotStopped }) => ({
      id,
      title,
      detail,
      moltbot_stopped: moltbotStopped,
    })),
    affects,
    undo,
    losses,
    risk,
    reversible: undo !== null,
    basis,
  }
}

export type PlanInput = ReturnType<typeof planInput>

export const planHash = (input: PlanInput): string => canonicalHash(input)

/** What a proposal is now: time alone ends one that nobody decided, and an approval that nobody used. */
export function statusAt(row: ConfirmationRow, now: number): Confirmation['status'] {
  const wentBack = now < row.proposed_at - clockStepMs
  const waiting = wentBack || now >= row.expires_at ? 'expired' : 'pending'
  if (row.status === 'pending') return waiting
  if (row.status === 'approved' && (wentBack || now >= (row.token_expires_at ?? 0))) return waiting
  return row.status
}

export function roleOf(action: string): Role {
  const { role } = operations[action as OperationId]
  return role === 'public' ? 'viewer' : role
}

export function toWire(row: ConfirmationRow, agentId: string, now: number): Confirmation {
  const plan: Plan = JSON.parse(row.plan_json)
  const params: Params = JSON.parse(row.params_json)
  return {
    id: row.id,
    status: statusAt(row, now),
    action: row.action,
    instance_id: row.instance_id,
    summary: plan.summary,
    target: plan.target,
    plan: plan.steps.map(({ id, title, detail, seconds, moltbotStopped }) => ({
      id,
      title,
      detail,
      seconds,
      moltbot_stopped: moltbotStopped,
    })),
    affects: plan.affects,
    undo: plan.undo,
    losses: plan.losses,
    downtime_seconds: plan.downtimeSeconds,
    risk: plan.risk,
    reversible: plan.undo !== null,
    typed_phrase: plan.risk === 'high' ? plan.target.name : null,
    plan_input: planInput(agentId, row.action, params, row.params_hash, plan),
    plan_hash: row.plan_hash,
    params_hash: row.params_hash,
    reason: row.reason,
    required_role: roleOf(row.action),
    proposed_by: JSON.parse(row.proposed_by_json),
    proposed_at: isoTime(row.proposed_at),
    expires_at: isoTime(row.expires_at),
    decided_by: row.decided_by_json === null ? null : JSON.parse(row.decided_by_json),
    decided_at: row.decided_at === null ? null : isoTime(row.decided_at),
    job_id: row.job_id,
    audit_event_id: row.audit_event_id,
  }
}

export function personOf(actor: Actor, name: string): Person {
  return { subject: actor.subject, device_id: actor.deviceId, name, via: actor.via }
}
