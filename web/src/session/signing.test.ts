import { describe, expect, it } from 'vitest'
import { deviceKeyOf, makeStoredKey } from './device-key.ts'
import { thumbprint } from './thumbprint.ts'

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))

describe('the device key', () => {
  it('cannot be read', async () => {
    const { privateKey } = await makeStoredKey()
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
  })

  it('signs a compact JWS that its public half verifies', async () => {
    const stored = await makeStoredKey()
    const key = await deviceKeyOf(stored)
    const [header = '', payload = '', signature = ''] = (await key.sign({ aud: 'ag_1', name: 'Zoë' })).split('.')
    expect(JSON.parse(atob(header))).toEqual({ alg: 'ES256' })
    expect(JSON.parse(new TextDecoder().decode(bytes(payload)))).toEqual({ aud: 'ag_1', name: 'Zoë' })
    expect(bytes(signature)).toHaveLength(64)
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const verifier = await crypto.subtle.importKey('jwk', { ...stored.publicKey } as JsonWebKey, algorithm, true, [
      'verify',
    ])
    const signed = new TextEncoder().encode(`${header}.${payload}`)
    expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifier, bytes(signature), signed)).toBe(
      true,
    )
  })

  it('has the thumbprint of RFC 7638, whatever order its members came in', async () => {
    const { x, y } = (await makeStoredKey()).publicKey
    const one = await thumbprint({ kty: 'EC', crv: 'P-256', x, ...(y === undefined ? {} : { y }) })
    const other = await thumbprint({ ...(y === undefined ? {} : { y }), x, crv: 'P-256', kty: 'EC' })
    expect(one).toBe(other)
    expect(one).toMatch(/^SHA256:[A-Za-z0-9_-]{43}$/)
  })

  it('agrees with the known answer for an Ed25519 key (RFC 8037, appendix A.3)', async () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const
    expect(await thumbprint(key)).toBe('SHA256:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })
})
