import type { DeviceKey } from '../session/device-key.ts'

interface Decision {
  plan: { id: string; hash: string }
  agentId: string
  /** By the agent's clock. */
  issuedAt: number
  key: Pick<DeviceKey, 'sign'>
}

/** The signature is the consent: it names the agent, the proposal and the plan that was read. */
export const signPlan = (decision: Decision): Promise<string> => sign('approve', decision)
export const signDenial = (decision: Decision): Promise<string> => sign('deny', decision)

function sign(decision: 'approve' | 'deny', { plan, agentId, issuedAt, key }: Decision): Promise<string> {
  return key.sign({
    aud: agentId,
    confirmation_id: plan.id,
    plan_hash: plan.hash,
    decision,
    issued_at: new Date(issuedAt).toISOString(),
  })
}
