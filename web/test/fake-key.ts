import type { DeviceKey, StoredKey } from '../src/session/device-key.ts'

/** A key that signs at once, so that no test waits for real cryptography: the payload stands in clear in the middle. */
export const fakeKey: DeviceKey = {
  publicKey: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
  fingerprint: 'SHA256:9fLcceEB0aJ7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mM',
  sign: async (payload) => `header.${JSON.stringify(payload)}.signature`,
}

export function storedKey(agentId: string | null): StoredKey {
  const { publicKey } = fakeKey
  // No test looks into it: what signs is above.
  return { privateKey: {} as CryptoKey, publicKey, agentId }
}

export const signedBy = (jws: string | undefined): unknown => JSON.parse(jws?.split('.').slice(1, -1).join('.') ?? '')
