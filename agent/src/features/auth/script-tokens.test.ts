import { expect, test } from 'vitest'
import { isoTime } from '../../core/clock.ts'
import type { BodyOf } from '../../core/handler.ts'
import { call, codeOf, createIdentity, type Identity, pairByLink } from './test/identity.ts'

const hour = 3600
const day = 24 * hour

function create(identity: Identity, body: Partial<BodyOf<'createToken'>> = {}) {
  const asked = { name: 'backup script', role: 'admin', scope: 'all', ttl_seconds: hour, ...body } as const
  return call(identity.handlers.createToken, { body: asked })
}

test('a script token acts with its role until it ends, and is stored only as a hash', async () => {
  const identity = await createIdentity()
  const { id, access_token: bearer, ...rest } = await create(identity)
  expect(rest).toEqual({ name: 'backup script', role: 'admin', expires_in_seconds: hour })
  expect(await identity.auth.authenticate({ bearer })).toEqual({
    ...{ subject: `token:${id}`, user: null, deviceId: null, sessionId: null },
    ...{ role: 'admin', via: 'script', scope: 'all', expiresAt: identity.clock.now() + hour * 1000 },
  })
  const stored = JSON.stringify(await identity.database.selectFrom('script_tokens').selectAll().execute())
  expect(stored).not.toContain(bearer.slice('mot_'.length))
  identity.clock.advance(hour * 1000)
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('token_expired')
})

test.each([
  [{ role: 'owner', ttl_seconds: day }, 'ok'],
  [{ role: 'owner', ttl_seconds: day + 1 }, 'validation_failed'],
  [{ role: 'admin', ttl_seconds: day + 1 }, 'validation_failed'],
  [{ role: 'viewer', ttl_seconds: 30 * day }, 'ok'],
  [{ role: 'viewer', ttl_seconds: 30 * day + 1 }, 'validation_failed'],
  [{ role: 'viewer', scope: 'metrics.read', ttl_seconds: 365 * day }, 'ok'],
  [{ role: 'admin', scope: 'metrics.read' }, 'validation_failed'],
] as const)('a token %j is %s', async (body, code) => {
  expect(await codeOf(create(await createIdentity(), body))).toBe(code)
})

test('a token is made only at the host', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await pairByLink(identity)
  const actor = await identity.auth.authenticate({ bearer })
  const body = { name: 'x', role: 'viewer', scope: 'all', ttl_seconds: hour } as const
  expect(await codeOf(call(identity.handlers.createToken, { actor, body }))).toBe('host_only')
})

test('a revoked token is refused at the next request and is no longer listed', async () => {
  const identity = await createIdentity()
  const { id, access_token: bearer } = await create(identity)
  await identity.auth.authenticate({ bearer })
  await call(identity.handlers.deleteToken, { path: { id } })
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
  expect(identity.revoked).toEqual([`token:${id}`])
  expect((await call(identity.handlers.listTokens)).items).toEqual([])
  expect(await codeOf(call(identity.handlers.deleteToken, { path: { id } }))).toBe('not_found')
})

test('a script that logs out ends its own token', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await create(identity)
  await call(identity.handlers.logout, { actor: await identity.auth.authenticate({ bearer }) })
  expect(await codeOf(identity.auth.authenticate({ bearer }))).toBe('session_revoked')
})

test('the list shows when a token was used, written at most once a minute', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await create(identity)
  const used = async () => (await call(identity.handlers.listTokens)).items[0]?.last_used_at
  expect(await used()).toBeNull()
  await identity.auth.authenticate({ bearer })
  const first = isoTime(identity.clock.now())
  expect(await used()).toBe(first)
  identity.clock.advance(59_999)
  await identity.auth.authenticate({ bearer })
  expect(await used()).toBe(first)
  identity.clock.advance(1)
  await identity.auth.authenticate({ bearer })
  expect(await used()).toBe(isoTime(identity.clock.now()))
})

test('unknown tokens and those of another agent are refused', async () => {
  const [here, there] = [await createIdentity(), await createIdentity()]
  const { access_token: bearer } = await create(there)
  expect(await codeOf(here.auth.authenticate({ bearer }))).toBe('unauthorized')
  expect(await codeOf(here.auth.authenticate({ bearer: 'mot_' }))).toBe('unauthorized')
})

test('the number of live tokens is bounded', async () => {
  const identity = await createIdentity()
  for (let count = 0; count < 200; count += 1) await create(identity)
  expect(await codeOf(create(identity))).toBe('unavailable')
  identity.clock.advance(hour * 1000)
  expect(await codeOf(create(identity))).toBe('ok')
})
