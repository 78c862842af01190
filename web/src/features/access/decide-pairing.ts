import type { DeviceKey } from '../../session/device-key.ts'
import type { PendingPairing, Role } from '../../wire.ts'

interface Decision {
  pending: PendingPairing
  agentId: string
  /** By the agent's clock. */
  issuedAt: number
  key: Pick<DeviceKey, 'sign'>
}

/** The signature is the consent: it names the agent, the request, the key that is let in, and as what. */
export function signApproval(role: Role, { pending, agentId, issuedAt, key }: Decision): Promise<string> {
  return key.sign({
    aud: agentId,
    pending_id: pending.id,
    key_fingerprint: pending.key_fingerprint,
    role,
    decision: 'approve',
    issued_at: new Date(issuedAt).toISOString(),
  })
}

export function signDenial({ pending, agentId, issuedAt, key }: Decision): Promise<string> {
  return key.sign({
    aud: agentId,
    pending_id: pending.id,
    key_fingerprint: pending.key_fingerprint,
    role: null,
    decision: 'deny',
    issued_at: new Date(issuedAt).toISOString(),
  })
}
