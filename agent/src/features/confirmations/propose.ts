import { type OperationId, operations } from '@moltbot-ops/api/operations'
import { type Actor, roleCovers } from '../../core/actor.ts'
import { canonicalHash } from '../../core/canonical-json.ts'
import type { Params, Plan } from '../../core/consent.ts'
import { hideSecrets } from '../../core/flat-params.ts'
import { plainText } from '../../core/plain-text.ts'
import { Problem } from '../../core/problem.ts'
import { planHash, planInput, roleOf } from './confirmation-rows.ts'
import type { ConfirmationsDeps } from './context.ts'

/** A plan with everything that names it. Made when it is proposed, and again when it is carried out. */
export interface Planned {
  plan: Plan
  /** Without secrets. */
  params: Params
  paramsHash: string
  planHash: string
}

/** Makes the plan of a call, and its hashes. `params` are the normalised ones. */
export async function makePlan(
  { keys, planners, isSecretSetting }: Pick<ConfirmationsDeps, 'keys' | 'planners' | 'isSecretSetting'>,
  action: OperationId,
  params: Params,
  actor: Actor,
): Promise<Planned> {
  const planner = planners[action]
  if (!planner) throw new Problem('not_available_yet', 'This is part of the contract and not built in this version.')
  const plan = plainPlan(await planner(params, actor))
  const hidden = hideSecrets(action, params, { hmac: keys.hash, isSecretSetting })
  const paramsHash = canonicalHash(hidden)
  const input = planInput(keys.agentId, action, hidden, paramsHash, plan)
  return { plan, params: hidden, paramsHash, planHash: planHash(input) }
}

/** What is read is what stands there: no character of it moves, hides or turns others. */
function plainPlan(plan: Plan): Plan {
  const { target, summary, steps, affects, undo, losses } = plan
  return {
    ...plan,
    target: { ...target, name: plainText(target.name) },
    summary: plainText(summary),
    steps: steps.map((step) => ({
      ...step,
      title: plainText(step.title),
      detail: step.detail === null ? null : plainText(step.detail),
    })),
    affects: affects.map(plainText),
    undo: undo === null ? null : plainText(undo),
    losses: losses.map(plainText),
  }
}

/** Whether something of this name ever needs an approval. */
export function canBeProposed(action: string): action is OperationId {
  return Object.hasOwn(operations, action) && operations[action as OperationId].consent !== 'none'
}

/** @throws Problem action_unknown, role_insufficient */
export function demandProposable(action: string, actor: Actor): asserts action is OperationId {
  if (!canBeProposed(action)) {
    throw new Problem('action_unknown', 'Nothing of this name needs an approval. Name an operationId of the contract.')
  }
  if (!roleCovers(actor.role, roleOf(action))) {
    throw new Problem('role_insufficient', `Proposing this needs the role ${roleOf(action)}.`)
  }
}
