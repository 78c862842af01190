export interface ApprovalClaims {
  decision: string
  issuedAt: string
  planHash: string
}

/** What an approval says of itself, to be read by a person; whether it is genuine the chain's check tells. */
export function readApproval(jws: string): ApprovalClaims | null {
  try {
    const [, payload = ''] = jws.split('.')
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null) return null
    const { decision, issued_at: issuedAt, plan_hash: planHash } = claims as Record<string, unknown>
    if (typeof decision !== 'string' || typeof issuedAt !== 'string' || typeof planHash !== 'string') return null
    return { decision, issuedAt, planHash }
  } catch {
    return null
  }
}
