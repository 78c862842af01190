import type { OperationId } from '@moltbot-ops/api/operations'
import type { components } from '@moltbot-ops/api/types'
import type { Actor } from './actor.ts'

export type Risk = 'low' | 'medium' | 'high'

/** One thing that will happen, in the order in which it will. The job that does it has a step of the same `id`. */
export interface PlanStep {
  id: string
  title: string
  detail: string | null
  /** Estimate; shown, never hashed. */
  seconds: number | null
  /** MoltBot does not answer during this step. */
  moltbotStopped: boolean
}

/**
 * What an operation would do, made without touching anything. Everything except estimates is covered by `plan_hash`,
 * so the same state of the machine gives the same hash.
 */
export interface Plan {
  instanceId: string | null
  /** What it is done to. `name` is what has to be typed for a high risk. */
  target: { kind: string; id: string | null; name: string }
  /** One sentence: verb, object, place. */
  summary: string
  steps: PlanStep[]
  affects: string[]
  /** How it is undone; null where it cannot be. */
  undo: string | null
  /** What will be lost, each as a number and a thing; empty when nothing is. */
  losses: string[]
  /** Estimate of how long MoltBot will not answer. */
  downtimeSeconds: number | null
  risk: Risk
  /** Versions, hashes, generation, paths: facts on which the plan stands. Never times, pids or measurements. */
  basis: Record<string, string | number | boolean | null>
}

/** Parameters of an operation as one flat object: body, path and query by name, without the confirmation token. */
export type Params = Record<string, unknown>

/**
 * Makes the plan of one operation. Called when it is proposed and again when it is carried out.
 * @throws Problem for parameters that cannot be planned: what the operation itself would refuse.
 */
export type Planner = (params: Params, actor: Actor) => Promise<Plan>

export type Planners = { [Id in OperationId]?: Planner }

export type AuditOutcome = components['schemas']['AuditOutcome']

/** The audit entry `intended` that stands before an effect. It is closed exactly once. */
export interface Intent {
  /** Sequence number of the entry, as text: what answers call `audit_event_id`. */
  readonly auditEventId: string
  /** False once it was closed or handed over to a job. */
  readonly isOpen: boolean
  /** @throws Problem audit_unavailable */
  close(outcome: 'succeeded' | 'failed' | 'rolled_back' | 'interrupted', detail?: string): Promise<void>
  /** The job closes it from now on; its id is written into the entry that ends it. */
  handOver(jobId: string): Intent
}

/** What the handler of a consequential operation holds: an approval that was used up for exactly this call. */
export interface Consent {
  confirmationId: string
  planHash: string
  plan: Plan
  reason: string
  /** Who approved it: the subject, the device, and `terminal` for the host. */
  approvedBy: { subject: string; deviceId: string | null; via: Actor['via'] }
  intent: Intent
}

/** A consequential call, checked against the contract. */
export interface ConsentCall {
  action: OperationId
  /** As the contract's validation left them, flat. */
  params: Params
  token: string | undefined
  actor: Actor
  /** @throws Problem busy: asked last, so that an approval is not used up for nothing */
  demandFree(): void
}

/** The only way to a side effect. */
export interface ConsentGate {
  /**
   * Uses up the approval of exactly this call, writes `intended`, and only then does the work. The entry is closed with
   * how it ended, unless the work handed it over to a job.
   * @throws Problem confirmation_required, confirmation_invalid, plan_changed, busy, audit_unavailable, and what the
   * planner refuses
   */
  carryOut<Result>(call: ConsentCall, work: (consent: Consent) => Promise<Result>): Promise<Result>
}
