import { expect, test } from 'vitest'
import { isoTime } from '../../core/clock.ts'
import {
  browser,
  call,
  codeOf,
  createIdentity,
  createJar,
  createTestDevice,
  pairByLink,
  program,
} from './test/identity.ts'

test('a paired device is known by its access token, and a browser by its cookie', async () => {
  const identity = await createIdentity()
  const device = await createTestDevice()
  const { access_token: bearer, deviceId } = await pairByLink(identity, { device })
  const cookies = createJar()
  await pairByLink(identity, { client: browser, cookies })
  expect(await identity.auth.authenticate({ bearer })).toMatchObject({
    ...{ subject: 'user:owner', user: 'owner', deviceId, role: 'owner', via: 'bearer', scope: 'all' },
    expiresAt: identity.clock.now() + 15 * 60_000,
  })
  expect(await identity.auth.authenticate({ sessionCookie: String(cookies.read('session')) })).toMatchObject({
    ...{ role: 'viewer', via: 'browser' },
  })
})

test('a cookie is no bearer token and a bearer token no cookie', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  const { access_token: token } = await pairByLink(identity, { client: browser, cookies })
  expect(await codeOf(identity.auth.authenticate({ bearer: String(cookies.read('session')) }))).toBe('unauthorized')
  expect(await codeOf(identity.auth.authenticate({ sessionCookie: token }))).toBe('unauthorized')
})

test('a bad bearer token is not made good by a cookie', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  await pairByLink(identity, { client: browser, cookies })
  const sessionCookie = String(cookies.read('session'))
  expect(await codeOf(identity.auth.authenticate({ bearer: 'x', sessionCookie }))).toBe('unauthorized')
})

test('tokens and cookies of another agent are refused', async () => {
  const [here, there] = [await createIdentity(), await createIdentity()]
  const cookies = createJar()
  const { access_token: bearer } = await pairByLink(there, { client: browser, cookies })
  expect(await codeOf(here.auth.authenticate({ bearer }))).toBe('unauthorized')
  expect(await codeOf(here.auth.authenticate({ sessionCookie: String(cookies.read('session')) }))).toBe('unauthorized')
})

test('an access token ends after 15 minutes; the cookie stays good for streams', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  const { access_token: bearer } = await pairByLink(identity, { client: browser, cookies })
  const sessionCookie = String(cookies.read('session'))
  identity.clock.advance(15 * 60_000 - 1000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('ok')
  identity.clock.advance(1000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('token_expired')
  expect(await codeOf(identity.auth.authenticate({ sessionCookie }))).toBe('ok')
})

test('setting the clock back does not make an access token live longer', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await pairByLink(identity)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('ok')
  identity.clock.setWall(identity.clock.now() - 3_600_000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('token_expired')
})

test('a change of role counts from the next request on', async () => {
  const identity = await createIdentity()
  await pairByLink(identity)
  const { access_token: bearer, deviceId } = await pairByLink(identity, { role: 'viewer' })
  expect((await identity.auth.authenticate({ bearer })).role).toBe('viewer')
  await call(identity.handlers.updateDevice, { path: { id: deviceId }, body: { role: 'admin' } })
  expect((await identity.auth.authenticate({ bearer })).role).toBe('admin')
})

test('a revoked device is refused at the next request, by token, cookie and refresh, and its streams end', async () => {
  const identity = await createIdentity()
  await pairByLink(identity)
  const cookies = createJar()
  const { access_token: bearer, deviceId } = await pairByLink(identity, { client: browser, cookies })
  const { sessionId } = await identity.auth.authenticate({ bearer })
  await call(identity.handlers.deleteDevice, { path: { id: deviceId } })
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
  const sessionCookie = String(cookies.read('session'))
  expect(await codeOf(identity.auth.authenticate({ sessionCookie }))).toBe('session_revoked')
  expect(await codeOf(call(identity.handlers.refreshSession, { client: browser, cookies }))).toBe('refresh_invalid')
  expect(identity.revoked).toEqual([sessionId])
})

test('a revocation counts although the agent was killed before it could end the sessions', async () => {
  const identity = await createIdentity()
  const { access_token: bearer, deviceId } = await pairByLink(identity)
  await identity.database.updateTable('devices').set({ revoked_at: identity.clock.now() }).execute()
  identity.auth.sessions.forget(deviceId)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
})

test('a token is worth nothing once its session has ended, however long it would live', async () => {
  const identity = await createIdentity()
  const { access_token: bearer, deviceId } = await pairByLink(identity)
  const expiresAt = identity.clock.now() + 60_000
  await identity.database.updateTable('sessions').set({ expires_at: expiresAt }).execute()
  identity.auth.sessions.forget(deviceId)
  expect((await identity.auth.authenticate({ bearer })).expiresAt).toBe(expiresAt)
  identity.clock.advance(60_000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
})

test('logging out ends the session and takes the cookies away', async () => {
  const identity = await createIdentity()
  const cookies = createJar()
  const { access_token: bearer } = await pairByLink(identity, { client: browser, cookies })
  const actor = await identity.auth.authenticate({ bearer })
  await call(identity.handlers.logout, { actor, cookies, client: browser })
  expect(cookies.jar.size).toBe(0)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
})

test('a session says who asks, with which device, and whether it can approve', async () => {
  const identity = await createIdentity()
  const device = await createTestDevice()
  const { access_token: withKey } = await pairByLink(identity, { device, client: browser })
  const { access_token: without } = await pairByLink(identity, { client: program })
  const actor = await identity.auth.authenticate({ bearer: withKey })
  expect(await call(identity.handlers.getSession, { actor })).toEqual({
    subject: 'user:owner',
    user: 'owner',
    device: {
      id: actor.deviceId,
      name: 'Chromium on Linux',
      user: 'owner',
      role: 'owner',
      key_fingerprint: device.fingerprint,
      paired_at: isoTime(identity.clock.now()),
      paired_by: 'link',
      last_seen_at: isoTime(identity.clock.now()),
      this_device: true,
    },
    role: 'owner',
    via: 'browser',
    can_approve: true,
    passphrase: 'not_needed',
    expires_at: isoTime(identity.clock.now() + 15 * 60_000),
    agent: identity.identity,
  })
  const plain = await call(identity.handlers.getSession, {
    actor: await identity.auth.authenticate({ bearer: without }),
  })
  expect(plain).toMatchObject({ can_approve: false, via: 'bearer', role: 'viewer' })
  expect(await call(identity.handlers.getSession)).toMatchObject({ subject: 'host', can_approve: true, user: null })
})

test('that a device was seen is written at most once a minute', async () => {
  const identity = await createIdentity()
  const { access_token: bearer, deviceId } = await pairByLink(identity)
  const seen = async () => {
    const { items } = await call(identity.handlers.listDevices)
    return items.find((item) => item.id === deviceId)?.last_seen_at
  }
  await identity.auth.authenticate({ bearer })
  const first = await seen()
  identity.clock.advance(59_000)
  await identity.auth.authenticate({ bearer })
  expect(await seen()).toBe(first)
  identity.clock.advance(1000)
  await identity.auth.authenticate({ bearer })
  expect(await seen()).toBe(isoTime(identity.clock.now()))
})

test('when the agent cannot write, reading still works and the agent says so', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await pairByLink(identity)
  await identity.auth.authenticate({ bearer })
  await identity.database.schema.alterTable('devices').renameTo('gone').execute()
  identity.clock.advance(60_000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('ok')
  expect(identity.logged).toEqual(['Could not note when a device was last seen.'])
})
