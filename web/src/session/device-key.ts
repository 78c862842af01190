import type { Jwk } from '../wire.ts'
import { signJws } from './jws.ts'
import { thumbprint } from './thumbprint.ts'

/** This browser's key. The private half can sign here and can never be read, not even by this page. */
export interface DeviceKey {
  publicKey: Jwk
  fingerprint: string
  sign(payload: Record<string, unknown>): Promise<string>
}

/** What is kept in IndexedDB: a CryptoKey is stored as a handle, not as bytes. */
export interface StoredKey {
  privateKey: CryptoKey
  publicKey: Jwk
  /** Which agent the key is registered with; null until a pairing succeeded. */
  agentId: string | null
}

export async function makeStoredKey(): Promise<StoredKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  if (x === undefined || y === undefined) throw new Error('The browser made a key without coordinates.')
  return { privateKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y }, agentId: null }
}

export async function deviceKeyOf({ privateKey, publicKey }: StoredKey): Promise<DeviceKey> {
  return {
    publicKey,
    fingerprint: await thumbprint(publicKey),
    sign: (payload) => signJws(privateKey, payload),
  }
}
