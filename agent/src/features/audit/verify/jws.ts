import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'

/** A public key as the log writes it: P-256 or Ed25519 (RFC 7517, RFC 8037). */
export interface PublicJwk {
  kty: string
  crv: string
  x: string
  y?: string
}

export interface VerifyingKey {
  /** `SHA256:` and the RFC 7638 thumbprint. */
  fingerprint: string
  alg: 'EdDSA' | 'ES256'
  key: KeyObject
}

const headerFields = new Set(['alg', 'typ', 'kid'])

/** Null when it is not one of the two kinds of key, or no point of its curve. */
export function readKey(value: unknown): VerifyingKey | null {
  const jwk = plainKey(value)
  if (jwk === null) return null
  const members = Object.entries(jwk).sort(([one], [other]) => (one < other ? -1 : 1))
  const thumbprint = hash('sha256', JSON.stringify(Object.fromEntries(members)), 'base64url')
  try {
    return {
      fingerprint: `SHA256:${thumbprint}`,
      alg: jwk.kty === 'EC' ? 'ES256' : 'EdDSA',
      key: createPublicKey({ key: { ...jwk }, format: 'jwk' }),
    }
  } catch {
    return null
  }
}

function plainKey(value: unknown): PublicJwk | null {
  if (typeof value !== 'object' || value === null) return null
  const { kty, crv, x, y } = value as Record<string, unknown>
  if (typeof x !== 'string') return null
  if (kty === 'EC' && crv === 'P-256' && typeof y === 'string') return { kty, crv, x, y }
  return kty === 'OKP' && crv === 'Ed25519' ? { kty, crv, x } : null
}

interface Signed {
  payload: Buffer
  /** Arguments of `verify`. */
  algorithm: 'sha256' | null
  bytes: Buffer
  key: KeyObject | { key: KeyObject; dsaEncoding: 'ieee-p1363' }
  signature: Buffer
}

/**
 * The payload of a compact JWS (RFC 7515) that this key signed; null for everything else. The algorithm comes from the
 * key. Text that is not the one base64url form of its bytes is refused, so that no bit of it can be changed unseen.
 */
export function readSigned(jws: unknown, key: VerifyingKey, typ?: string): Record<string, unknown> | null {
  const signed = takeApart(jws, key, typ)
  if (signed === null || !verify(signed.algorithm, signed.bytes, signed.key, signed.signature)) return null
  return jsonObject(signed.payload)
}

/** Whether this key signed it, as in `readSigned`; found out on another thread. */
export function isSigned(jws: unknown, key: VerifyingKey, typ?: string): Promise<boolean> {
  const signed = takeApart(jws, key, typ)
  if (signed === null) return Promise.resolve(false)
  return new Promise((resolve) => {
    verify(signed.algorithm, signed.bytes, signed.key, signed.signature, (error, good) => resolve(!error && good))
  })
}

function takeApart(jws: unknown, { key, alg }: VerifyingKey, typ?: string): Signed | null {
  if (typeof jws !== 'string') return null
  const parts = jws.split('.')
  const [header, payload, signature] = parts.map(strictBytes)
  if (parts.length !== 3 || !header || !payload || !signature) return null
  const fields = jsonObject(header)
  if (fields === null || fields.alg !== alg || !Object.keys(fields).every((name) => headerFields.has(name))) return null
  if (typ !== undefined && fields.typ !== typ) return null
  return {
    payload,
    algorithm: alg === 'EdDSA' ? null : 'sha256',
    bytes: Buffer.from(jws.slice(0, jws.lastIndexOf('.'))),
    key: alg === 'EdDSA' ? key : { key, dsaEncoding: 'ieee-p1363' },
    signature,
  }
}

function strictBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : null
}

/** Null when the bytes are not one object of JSON. */
export function jsonObject(bytes: Buffer | string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
