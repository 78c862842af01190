import { createHmac } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from './clock.fake.ts'
import { isoTime } from './clock.ts'
import { createDeviceProofs, type DeviceProofs, fingerprintOf, type PublicKey, readPublicKey } from './device-proof.ts'

const expected = { purpose: 'refresh' }
let clock: FakeClock
let proofs: DeviceProofs

beforeEach(() => {
  clock = createFakeClock()
  proofs = createDeviceProofs({ clock, audience: 'ag_here' })
})

async function createKey(alg: 'ES256' | 'EdDSA' = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const { publicKey: jwk } = await readPublicKey((await exportJWK(publicKey)) as never)
  const sign = (fields: Record<string, unknown> = {}, header = {}) =>
    new SignJWT({ aud: 'ag_here', issued_at: isoTime(clock.now()), ...expected, ...fields })
      .setProtectedHeader({ alg, ...header })
      .sign(privateKey)
  return { jwk, sign }
}

const verify = (jws: string, publicKey: PublicKey) => proofs.verify({ jws, publicKey, expected })
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each(['ES256', 'EdDSA'] as const)('a fresh signature by the %s key of the device is good, once', async (alg) => {
  const { jwk, sign } = await createKey(alg)
  const jws = await sign()
  await expect(verify(jws, jwk)).resolves.toBeUndefined()
  await expect(verify(jws, jwk)).rejects.toThrow('used before')
})

test('the twin that every ECDSA signature has counts as the same signature', async () => {
  const { jwk, sign } = await createKey()
  const jws = await sign()
  await verify(jws, jwk)
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const [header, payload, signature] = jws.split('.')
  const bytes = Buffer.from(String(signature), 'base64url')
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`)
  const twin = Buffer.concat([bytes.subarray(0, 32), Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')])
  await expect(verify(`${header}.${payload}.${twin.toString('base64url')}`, jwk)).rejects.toThrow('used before')
})

test('a used signature stays used when the clock is set back', async () => {
  const { jwk, sign } = await createKey()
  const jws = await sign()
  const signedAt = clock.now()
  await verify(jws, jwk)
  clock.advance(3_600_000)
  await verify(await sign(), jwk)
  clock.setWall(signedAt)
  await expect(verify(jws, jwk)).rejects.toThrow('used before')
})

test('a signature by another key is refused', async () => {
  const [mine, other] = [await createKey(), await createKey()]
  await expect(verify(await other.sign(), mine.jwk)).rejects.toThrow('not by the key')
})

test('a token without a signature (alg none) is refused', async () => {
  const { jwk } = await createKey()
  const payload = encode({ aud: 'ag_here', issued_at: isoTime(clock.now()), ...expected })
  await expect(verify(`${encode({ alg: 'none' })}.${payload}.`, jwk)).rejects.toThrow('not by the key')
})

test('a MAC made with the public key as its secret is refused', async () => {
  const { jwk } = await createKey()
  const signed = `${encode({ alg: 'HS256' })}.${encode({ aud: 'ag_here', issued_at: isoTime(clock.now()), ...expected })}`
  for (const secret of [JSON.stringify(jwk), Buffer.from(jwk.x, 'base64url')]) {
    const mac = createHmac('sha256', secret).update(signed).digest('base64url')
    await expect(verify(`${signed}.${mac}`, jwk)).rejects.toThrow('not by the key')
  }
})

test('the key is never taken from the token itself', async () => {
  const [mine, other] = [await createKey(), await createKey()]
  await expect(verify(await other.sign({}, { jwk: other.jwk }), mine.jwk)).rejects.toThrow('not by the key')
  await expect(verify(await mine.sign({}, { jwk: mine.jwk }), mine.jwk)).rejects.toThrow('plain compact JWS')
})

test.each([
  ['for another agent', { aud: 'ag_there' }],
  ['for several agents', { aud: ['ag_here', 'ag_there'] }],
  ['for another purpose', { purpose: 'approve' }],
  ['with one field more', { role: 'owner' }],
  ['with one field less', { purpose: undefined }],
  ['with a time as a number', { issued_at: 1_795_000_000 }],
  ['with a time that cannot be', { issued_at: '2026-11-99T99:99:99Z' }],
])('a signature %s is refused', async (_, fields) => {
  const { jwk, sign } = await createKey()
  await expect(verify(await sign(fields), jwk)).rejects.toThrow()
})

test('a signature from more than a minute ago, or from the future, is refused', async () => {
  const { jwk, sign } = await createKey()
  const at = (offset: number) => sign({ issued_at: isoTime(clock.now() + offset) })
  await expect(verify(await at(-60_001), jwk)).rejects.toThrow('too old')
  await expect(verify(await at(60_001), jwk)).rejects.toThrow('too old')
  await expect(verify(await at(-60_000), jwk)).resolves.toBeUndefined()
})

test('what is signed must be one object of JSON', async () => {
  const { jwk, sign } = await createKey()
  for (const jws of ['', '..', 'a.b.c', `${(await sign()).slice(0, -4)}AAAA`]) {
    await expect(verify(jws, jwk)).rejects.toThrow('not by the key')
  }
})

test('a key off the curve, of mixed kinds or with a private part is not taken', async () => {
  const { jwk } = await createKey()
  const zero = Buffer.alloc(32).toString('base64url')
  await expect(readPublicKey({ kty: 'EC', crv: 'P-256', x: zero, y: jwk.x })).rejects.toThrow('valid public key')
  await expect(readPublicKey({ kty: 'EC', crv: 'P-256', x: jwk.x })).rejects.toThrow('either')
  await expect(readPublicKey({ kty: 'OKP', crv: 'P-256', x: jwk.x })).rejects.toThrow('either')
  const withPrivate = { ...jwk, ...{ d: zero } }
  expect((await readPublicKey(withPrivate)).publicKey).toEqual(jwk)
})

test('a fingerprint is the RFC 7638 thumbprint, for both kinds of key', async () => {
  // The Ed25519 key and its thumbprint of RFC 8037, appendix A.3.
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  const fingerprint = fingerprintOf({ kty: 'OKP', crv: 'Ed25519', x })
  expect(fingerprint).toBe('SHA256:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  expect((await readPublicKey(jwk as PublicKey)).fingerprint).toBe(`SHA256:${await calculateJwkThumbprint(jwk)}`)
})
