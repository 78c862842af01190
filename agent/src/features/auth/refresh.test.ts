import { expect, test } from 'vitest'
import {
  browser,
  call,
  codeOf,
  createIdentity,
  createJar,
  createTestDevice,
  type Identity,
  pairByLink,
  proofFor,
  stranger,
  type TestDevice,
} from './test/identity.ts'

/** Refreshes as a program without a key does. */
function refresh(identity: Identity, token: string | undefined, proof?: string) {
  const body = { refresh_token: String(token), ...(proof ? { device_proof: proof } : {}) }
  return call(identity.handlers.refreshSession, { actor: stranger, body })
}

const signed = (identity: Identity, device: TestDevice) => proofFor(identity, device, { purpose: 'refresh' })

test('each refresh gives a new token, and the session goes on', async () => {
  const identity = await createIdentity()
  const { refresh_token: first } = await pairByLink(identity)
  identity.clock.advance(3_600_000)
  const second = await refresh(identity, first)
  expect(second.refresh_token).not.toBe(first)
  identity.clock.advance(3_600_000)
  const third = await refresh(identity, second.refresh_token)
  expect(await codeOf(identity.auth.authenticate({ bearer: third.access_token }))).toBe('ok')
})

test('two tabs that refresh with the same token within 10 seconds get the same successor', async () => {
  const identity = await createIdentity()
  const { refresh_token: first } = await pairByLink(identity)
  const [a, b] = await Promise.all([refresh(identity, first), refresh(identity, first)])
  expect(a.refresh_token).toBe(b.refresh_token)
  identity.clock.advance(9_999)
  expect((await refresh(identity, first)).refresh_token).toBe(a.refresh_token)
  expect(await codeOf(refresh(identity, a.refresh_token))).toBe('ok')
})

test('a token that is used again after 10 seconds ends the session of both, owner and thief', async () => {
  const identity = await createIdentity()
  const { refresh_token: stolen } = await pairByLink(identity)
  const { access_token: bearer, refresh_token: next } = await refresh(identity, stolen)
  const { sessionId } = await identity.auth.authenticate({ bearer })
  identity.clock.advance(10_000)
  expect(await codeOf(refresh(identity, stolen))).toBe('refresh_reused')
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
  expect(await codeOf(refresh(identity, next))).toBe('refresh_invalid')
  expect(identity.revoked).toEqual([sessionId])
})

test('a token from two refreshes ago ends the session, also within 10 seconds', async () => {
  const identity = await createIdentity()
  const { refresh_token: first } = await pairByLink(identity)
  const { refresh_token: second } = await refresh(identity, first)
  await refresh(identity, second)
  expect(await codeOf(refresh(identity, first))).toBe('refresh_reused')
})

test('setting the clock back by an hour does not open the 10 seconds again', async () => {
  const identity = await createIdentity()
  const { refresh_token: first } = await pairByLink(identity)
  await refresh(identity, first)
  identity.clock.setWall(identity.clock.now() - 3_600_000)
  expect(await codeOf(refresh(identity, first))).toBe('refresh_reused')
})

test('nobody ends a session with a token that they made up', async () => {
  const identity = await createIdentity()
  const { access_token: bearer, refresh_token: token } = await pairByLink(identity)
  const { sessionId } = await identity.auth.authenticate({ bearer })
  const [secret, tag] = ['A'.repeat(43), 'B'.repeat(22)]
  const flipped = `${token?.slice(0, -1)}${token?.endsWith('A') ? 'B' : 'A'}`
  for (const made of [`mor_${sessionId}.${secret}.${tag}`, flipped, 'mor_', 'x'.repeat(256)]) {
    expect(await codeOf(refresh(identity, made))).toBe('refresh_invalid')
  }
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('ok')
})

test('a device with a key refreshes only with its signature, each time a new one', async () => {
  const identity = await createIdentity()
  const [device, other] = [await createTestDevice(), await createTestDevice()]
  const { refresh_token: token } = await pairByLink(identity, { device })
  expect(await codeOf(refresh(identity, token))).toBe('device_proof_invalid')
  expect(await codeOf(refresh(identity, token, await signed(identity, other)))).toBe('device_proof_invalid')
  const forApproval = await proofFor(identity, device, { purpose: 'approve' })
  expect(await codeOf(refresh(identity, token, forApproval))).toBe('device_proof_invalid')
  const proof = await signed(identity, device)
  const { refresh_token: next } = await refresh(identity, token, proof)
  expect(await codeOf(refresh(identity, next, proof))).toBe('device_proof_invalid')
  identity.clock.advance(1)
  expect(await codeOf(refresh(identity, next, await signed(identity, device)))).toBe('ok')
})

test('who has an old token but not the key cannot even end the session', async () => {
  const identity = await createIdentity()
  const device = await createTestDevice()
  const { refresh_token: old } = await pairByLink(identity, { device })
  const { access_token: bearer } = await refresh(identity, old, await signed(identity, device))
  identity.clock.advance(20_000)
  expect(await codeOf(refresh(identity, old))).toBe('device_proof_invalid')
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('ok')
  expect(await codeOf(refresh(identity, old, await signed(identity, device)))).toBe('refresh_reused')
})

test('a browser never sees a refresh token: it comes and goes by cookie, and only so', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  const paired = await pairByLink(identity, { client: browser, cookies })
  expect(paired).not.toHaveProperty('refresh_token')
  const first = String(cookies.read('refresh'))
  const input = { actor: stranger, client: browser, cookies }
  expect(await call(identity.handlers.refreshSession, input)).not.toHaveProperty('refresh_token')
  expect(cookies.read('refresh')).not.toBe(first)
  const injected = { ...input, cookies: createJar(), body: { refresh_token: String(cookies.read('refresh')) } }
  expect(await codeOf(call(identity.handlers.refreshSession, injected))).toBe('refresh_invalid')
})

test('a browser whose session ended loses its cookies', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  await pairByLink(identity, { client: browser, cookies })
  const stolen = String(cookies.read('refresh'))
  await call(identity.handlers.refreshSession, { client: browser, cookies })
  identity.clock.advance(10_000)
  cookies.set('refresh', stolen)
  expect(await codeOf(call(identity.handlers.refreshSession, { client: browser, cookies }))).toBe('refresh_reused')
  expect(cookies.jar.size).toBe(0)
})

test('a session sleeps for 90 days at most, counted from its last refresh', async () => {
  const identity = await createIdentity()
  const sleep = (days: number) => identity.clock.setWall(identity.clock.now() + days * 24 * 60 * 60_000)
  const { refresh_token: first } = await pairByLink(identity)
  sleep(89)
  const { refresh_token: second } = await refresh(identity, first)
  sleep(89)
  const { refresh_token: third } = await refresh(identity, second)
  sleep(90)
  expect(await codeOf(refresh(identity, third))).toBe('refresh_invalid')
})

test('no token lies in the database in clear', async () => {
  const identity = await createIdentity()
  const { refresh_token: first } = await pairByLink(identity)
  const { refresh_token: second } = await refresh(identity, first)
  const stored = JSON.stringify(await identity.database.selectFrom('sessions').selectAll().execute())
  for (const token of [first, second])
    for (const part of String(token).split('.').slice(1)) expect(stored).not.toContain(part)
})
