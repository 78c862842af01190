import { createHmac } from 'node:crypto'
import { type CryptoKey, compactVerify, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from './clock.fake.ts'
import { DamagedKeysError } from './damaged-keys-error.ts'
import { createRealIds } from './ids.real.ts'
import { type AgentKeys, type KeyStore, loadKeys, SealBrokenError, type SessionClaims } from './keys.ts'

const ids = createRealIds()
const claims: SessionClaims = {
  ...{ kind: 'access', sessionId: 'ses_1', deviceId: 'dev_1', user: 'owner', role: 'viewer', browser: false },
}
let clock: FakeClock
let store: Map<string, string>
let secrets: KeyStore
let keys: AgentKeys

function storeIn(map: Map<string, string>): KeyStore {
  return { get: async (name) => map.get(name) ?? null, set: async (name, value) => void map.set(name, value) }
}

beforeEach(async () => {
  clock = createFakeClock()
  store = new Map()
  secrets = storeIn(store)
  keys = await loadKeys({ secrets, ids, clock })
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = () => Math.floor(clock.now() / 1000)

/** A token like the agent's own, but for `change`. */
async function forge(change: Record<string, unknown>, header: Record<string, unknown> = {}, key?: CryptoKey) {
  const { signing_key } = JSON.parse(String(store.get('agent-keys')))
  const payload = { sid: 'ses_1', did: 'dev_1', role: 'owner', browser: false, sub: 'owner' }
  const times = { iat: seconds(), exp: seconds() + 900 }
  return new SignJWT({ ...payload, iss: keys.agentId, aud: keys.agentId, ...times, ...change })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
    .sign(key ?? (await importJWK(signing_key, 'EdDSA')))
}

test('keys are made once and are the same after a restart', async () => {
  const again = await loadKeys({ secrets, ids, clock })
  expect(again.agentId).toBe(keys.agentId)
  expect(again.agentId).toMatch(/^ag_[\w-]{12}$/)
  expect(again.fingerprint).toBe(keys.fingerprint)
  expect(again.fingerprint).toMatch(/^SHA256:[\w-]{43}$/)
  expect(again.hash('a')).toBe(keys.hash('a'))
  const token = await keys.signAccessToken(claims, 900)
  expect(await again.verifyAccessToken(token, 'access')).toEqual({ ...claims, expiresAt: (seconds() + 900) * 1000 })
})

test.each(['', '{', '{}', 'null', '{"agent_id":"ag_1","signing_key":{},"install_secret":"x"}'])(
  'damaged keys %j are told, never replaced by new ones',
  async (text) => {
    store.set('agent-keys', text)
    await expect(loadKeys({ secrets, ids, clock })).rejects.toThrow(DamagedKeysError)
    expect(store.get('agent-keys')).toBe(text)
  },
)

test('a secret store that forgets is told at once', async () => {
  const forgetful: KeyStore = { get: async () => null, set: async () => undefined }
  await expect(loadKeys({ secrets: forgetful, ids, clock })).rejects.toThrow('did not keep')
})

test('a token that the agent did not sign, or not like this, is refused', async () => {
  const other = await generateKeyPair('EdDSA', { extractable: true })
  const { x } = await exportJWK(other.publicKey)
  const good = await forge({})
  expect((await keys.verifyAccessToken(good, 'access')).role).toBe('owner')
  const [header, payload] = good.split('.')
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${payload}`
  const publicX = JSON.parse(String(store.get('agent-keys'))).signing_key.x
  const forged = {
    'alg none': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'no signature': `${header}.${payload}.`,
    'MAC with the public key': `${signed}.${createHmac('sha256', publicX).update(signed).digest('base64url')}`,
    'its own key inside': await forge({}, { jwk: { kty: 'OKP', crv: 'Ed25519', x } }, other.privateKey),
    'another audience': await forge({ aud: 'ag_other' }),
    'another issuer': await forge({ iss: 'ag_other' }),
    'a cookie': await forge({}, { typ: 'cookie+jwt' }),
    'no kind': await forge({}, { typ: undefined }),
    'no end': await forge({ exp: undefined }),
    'too long': await forge({ padding: 'x'.repeat(2000) }),
    garbage: 'a.b.c',
    nothing: '',
  }
  for (const [name, token] of Object.entries(forged)) {
    const refused = expect(keys.verifyAccessToken(token, 'access'), name)
    await refused.rejects.toMatchObject({ code: 'unauthorized' })
  }
})

test('a token that was verified and remembered still ends with its time, and never passes as the other kind', async () => {
  const token = await keys.signAccessToken(claims, 900)
  await keys.verifyAccessToken(token, 'access')
  await expect(keys.verifyAccessToken(token, 'cookie')).rejects.toMatchObject({ code: 'unauthorized' })
  clock.advance(900_000)
  await expect(keys.verifyAccessToken(token, 'access')).rejects.toMatchObject({ code: 'token_expired' })
})

test('what is sealed opens only whole, in its context, with this key', async () => {
  const sealed = keys.seal('K7QX-M2HD', 'pr_1')
  expect(keys.open(sealed, 'pr_1')).toBe('K7QX-M2HD')
  expect(keys.seal('K7QX-M2HD', 'pr_1')).not.toBe(sealed)
  expect(() => keys.open(sealed, 'pr_2')).toThrow(SealBrokenError)
  expect(() => keys.open(`${sealed.slice(0, -2)}AA`, 'pr_1')).toThrow(SealBrokenError)
  expect(() => keys.open('', 'pr_1')).toThrow(SealBrokenError)
  const other = await loadKeys({ secrets: storeIn(new Map()), ids, clock })
  expect(() => other.open(sealed, 'pr_1')).toThrow(SealBrokenError)
  expect(other.hash('a')).not.toBe(keys.hash('a'))
})

test('a statement is a compact JWS by the signing key, and no token', async () => {
  const jws = keys.signStatement({ aud: keys.agentId, decision: 'approve' }, 'approval+jwt')
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK(keys.publicKey, 'EdDSA'))
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ aud: keys.agentId, decision: 'approve' })
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'approval+jwt', kid: keys.fingerprint })
  await expect(keys.verifyAccessToken(jws, 'access')).rejects.toThrow('not from this agent')
})
