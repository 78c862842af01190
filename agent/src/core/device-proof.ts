import { createHash, hash } from 'node:crypto'
import type { components } from '@moltbot-ops/api/types'
import type { Clock } from './clock.ts'

type Jwk = components['schemas']['Jwk']

/** A public key that was checked, with nothing in it but the key. */
export type PublicKey = { kty: 'EC'; crv: 'P-256'; x: string; y: string } | { kty: 'OKP'; crv: 'Ed25519'; x: string }

/** The signature proves nothing. `message` says why, for a person who writes a client; it repeats nothing of the input. */
export class DeviceProofError extends Error {}

export interface DeviceProof {
  /** Compact JWS (RFC 7515), ES256 or EdDSA as the key asks for. */
  jws: string
  publicKey: PublicKey
  /** Every field that the payload must have beside `aud` and `issued_at`, with its exact value. */
  expected: Record<string, string | null>
}

export interface DeviceProofs {
  /**
   * Checks that a device signed exactly `{aud, issued_at, ...expected}`, less than a minute ago, and for the first time.
   * `aud` is the agent's id; `issued_at` is RFC 3339 in UTC, such as `2026-11-23T02:07:00.123Z`.
   * @throws DeviceProofError
   */
  verify(proof: DeviceProof): Promise<void>
  /**
   * Checks that what was verified once still is what this key signed, however long ago. It uses nothing up.
   * @throws DeviceProofError
   */
  recall(proof: DeviceProof): Promise<void>
}

const freshMs = 60_000
const rememberMs = 24 * 60 * 60 * 1000
const mostRemembered = 10_000
const rfc3339Utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/
const headerFields = new Set(['alg', 'typ', 'kid'])

/** Verifies what devices sign for this agent, and remembers it so that nothing counts twice. */
export function createDeviceProofs({ clock, audience }: { clock: Clock; audience: string }): DeviceProofs {
  // In the order of insertion; by monotonic time, so that setting the clock back does not make an old proof new.
  const used = new Map<string, number>()

  /** What was signed names a proof, not the signature: an ECDSA signature has a twin that is valid too. */
  function useOnce(jws: string): void {
    const signed = createHash('sha256')
      .update(jws.slice(0, jws.lastIndexOf('.')))
      .digest('base64url')
    if (used.has(signed)) throw new DeviceProofError('This signature was used before. Sign anew for each request.')
    for (const [proof, at] of used) {
      const age = clock.monotonic() - at
      if (age < rememberMs && used.size < mostRemembered) break
      // Forgetting one that may still be fresh would let it be used twice.
      if (age < 2 * freshMs) throw new DeviceProofError('Too many signatures in a short time. Wait a minute.')
      used.delete(proof)
    }
    used.set(signed, clock.monotonic())
  }

  /** Gives when it was signed. */
  async function readExactly({ jws, publicKey, expected }: DeviceProof): Promise<unknown> {
    const payload = await readSigned(jws, publicKey)
    const fields: Record<string, unknown> = { ...expected, aud: audience }
    const names = Object.keys(payload)
    if (names.length !== Object.keys(fields).length + 1 || !names.includes('issued_at')) {
      throw new DeviceProofError(`Sign exactly these fields: ${[...Object.keys(fields), 'issued_at'].join(', ')}.`)
    }
    for (const [name, value] of Object.entries(fields)) {
      if (payload[name] !== value) throw new DeviceProofError(`The signed field ${name} is not what this is about.`)
    }
    return payload.issued_at
  }

  return {
    async recall(proof) {
      await readExactly(proof)
    },
    async verify(proof) {
      const { jws } = proof
      const issuedAt = await readExactly(proof)
      if (typeof issuedAt !== 'string' || !rfc3339Utc.test(issuedAt)) {
        throw new DeviceProofError('issued_at must be a time in UTC, such as 2026-11-23T02:07:00.123Z.')
      }
      // Written so that a time that cannot be read (NaN) is refused too.
      if (!(Math.abs(clock.now() - Date.parse(issuedAt)) <= freshMs)) {
        throw new DeviceProofError(
          "The signature is too old, or the device's clock differs from this host's by a minute.",
        )
      }
      useOnce(jws)
    },
  }
}

/** The algorithm comes from the registered key, never from the token: `none` and a MAC with the public key are not asked. */
async function readSigned(jws: string, publicKey: PublicKey): Promise<Record<string, unknown>> {
  const alg = publicKey.kty === 'EC' ? 'ES256' : 'EdDSA'
  const { compactVerify, importJWK } = await import('jose')
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(publicKey, alg), {
      algorithms: [alg],
    })
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    const plain = Object.keys(protectedHeader).every((name) => headerFields.has(name))
    if (plain && typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  } catch (error) {
    throw new DeviceProofError('The signature is not by the key of this device.', { cause: error })
  }
  throw new DeviceProofError('The signature must be a plain compact JWS over an object.')
}

/**
 * Checks a key that a client sent and gives it back with its RFC 7638 fingerprint (`SHA256:` and base64url).
 * @throws DeviceProofError when it is no point of the curve, or not a key of its kind
 */
export async function readPublicKey(jwk: Jwk): Promise<{ publicKey: PublicKey; fingerprint: string }> {
  const publicKey = plainKey(jwk)
  const { importJWK } = await import('jose')
  try {
    await importJWK(publicKey, publicKey.kty === 'EC' ? 'ES256' : 'EdDSA')
    return { publicKey, fingerprint: fingerprintOf(publicKey) }
  } catch (error) {
    throw new DeviceProofError('This is not a valid public key.', { cause: error })
  }
}

function plainKey({ kty, crv, x, y }: Jwk): PublicKey {
  if (kty === 'EC' && crv === 'P-256' && y !== undefined) return { kty, crv, x, y }
  if (kty === 'OKP' && crv === 'Ed25519' && y === undefined) return { kty, crv, x }
  throw new DeviceProofError('A key is either EC with P-256, x and y, or OKP with Ed25519 and x.')
}

/** RFC 7638: the members that make the key, in the order of their names, as JSON without a blank. */
export function fingerprintOf(publicKey: PublicKey): string {
  const { kty, crv, x } = publicKey
  const members = publicKey.kty === 'EC' ? { crv, kty, x, y: publicKey.y } : { crv, kty, x }
  return `SHA256:${hash('sha256', JSON.stringify(members), 'base64url')}`
}
