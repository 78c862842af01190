import type { Confirmation, PlanStep, Role } from '../wire.ts'
import { canonicalHash } from './canonical-hash.ts'
import { consentWords } from './consent-words.ts'

/** A plan whose hash this browser worked out itself. Everything but the estimates is read from what was hashed. */
export interface CheckedPlan {
  id: string
  hash: string
  action: string
  params: Record<string, unknown>
  summary: string
  steps: PlanStep[]
  affects: string[]
  undo: string | null
  losses: string[]
  risk: Confirmation['risk']
  /** What has to be typed; only for a high risk. */
  phrase: string | null
  /** Estimate, not part of the hash. */
  downtimeSeconds: number | null
  reason: string
  role: Role
  proposedBy: string
  /** By the agent's clock. */
  proposedAt: number
  expiresAt: number
}

/** What is shown would not be what is signed, so nothing can be signed. The message is for the person. */
export class PlanRefused extends Error {}

/**
 * Reads a plan that may be signed.
 * @throws PlanRefused when the hash is not the one of the plan, or the plan is for another agent or action
 */
export async function checkPlan(
  proposed: Confirmation,
  expected: { agentId: string; action: string },
): Promise<CheckedPlan> {
  const input = proposed.plan_input
  if ((await canonicalHash(input)) !== proposed.plan_hash) throw new PlanRefused(consentWords.refused.hash)
  const agrees = input.agent_id === expected.agentId && input.action === expected.action
  if (!agrees) throw new PlanRefused(consentWords.refused.other)
  const seconds = new Map(proposed.plan.map((step) => [step.id, step.seconds]))
  const risk = oneOf(['low', 'medium', 'high'] as const, input.risk)
  return {
    id: proposed.id,
    hash: proposed.plan_hash,
    action: expected.action,
    params: record(input.params),
    summary: text(input.summary),
    steps: list(input.steps).map((step) => stepOf(record(step), seconds)),
    affects: list(input.affects).map(text),
    undo: input.undo === null ? null : text(input.undo),
    losses: list(input.losses).map(text),
    risk,
    phrase: risk === 'high' ? text(record(input.target).name) : null,
    downtimeSeconds: proposed.downtime_seconds,
    reason: proposed.reason,
    role: proposed.required_role,
    proposedBy: proposed.proposed_by.name,
    proposedAt: Date.parse(proposed.proposed_at),
    expiresAt: Date.parse(proposed.expires_at),
  }
}

function stepOf(step: Record<string, unknown>, seconds: Map<string, number | null>): PlanStep {
  const id = text(step.id)
  return {
    id,
    title: text(step.title),
    detail: step.detail === null ? null : text(step.detail),
    seconds: seconds.get(id) ?? null,
    moltbot_stopped: step.moltbot_stopped === true,
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new PlanRefused(consentWords.refused.unreadable)
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new PlanRefused(consentWords.refused.unreadable)
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new PlanRefused(consentWords.refused.unreadable)
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name {
  const found = names.find((name) => name === value)
  if (found === undefined) throw new PlanRefused(consentWords.refused.unreadable)
  return found
}
