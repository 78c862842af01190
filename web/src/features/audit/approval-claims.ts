export interface ApprovalClaims {
  decision: string
  issuedAt: string
}

/** What an approval says of itself, to be read by a person; whether it is genuine the chain's check tells. */
export function readApproval(jws: string): ApprovalClaims | null {
  try {
    const [, payload = ''] = jws.split('.')
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null || !('decision' in claims) || !('issued_at' in claims))
      return null
    const { decision, issued_at: issuedAt } = claims
    return typeof decision === 'string' && typeof issuedAt === 'string' ? { decision, issuedAt } : null
  } catch {
    return null
  }
}
