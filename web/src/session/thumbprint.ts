import type { Jwk } from '../wire.ts'
import { base64url } from './base64url.ts'

/** The fingerprint of a public key as the agent shows it: SHA-256 over the members that RFC 7638 names, in its order. */
export async function thumbprint(key: Jwk): Promise<string> {
  const members =
    key.kty === 'EC' ? { crv: key.crv, kty: key.kty, x: key.x, y: key.y } : { crv: key.crv, kty: key.kty, x: key.x }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(members)))
  return `SHA256:${base64url(new Uint8Array(digest))}`
}
