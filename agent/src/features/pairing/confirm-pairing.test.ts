import { expect, test } from 'vitest'
import {
  call,
  codeOf,
  createIdentity,
  createTestDevice,
  type Identity,
  pairByLink,
  proofFor,
  stranger,
  type TestDevice,
} from '../auth/test/identity.ts'

/** Starts a pairing and has the host approve it. */
async function approved(identity: Identity, { device, role }: { device?: TestDevice; role?: 'viewer' | 'owner' } = {}) {
  const { pairing_code: code } = await call(identity.handlers.startPairing, {
    actor: stranger,
    body: device ? { device_public_key: device.jwk } : {},
  })
  const { items } = await call(identity.handlers.listPendingPairings)
  const id = String(items.find((item) => item.pairing_code === code)?.id)
  await call(identity.handlers.approvePairing, { path: { id }, body: role ? { role } : {} })
  return code
}

function confirm(
  identity: Identity,
  code: string,
  more: { device_proof?: string; device_public_key?: TestDevice['jwk'] } = {},
) {
  return call(identity.handlers.confirmPairing, {
    actor: stranger,
    body: { pairing_code: code, device_name: 'Chromium on Linux', ...more },
  })
}

const signed = (identity: Identity, device: TestDevice, code: string) =>
  proofFor(identity, device, { pairing_code: code })

test('a plain client of contract 0.1.0 pairs with code and name alone', async () => {
  const identity = await createIdentity()
  const code = await approved(identity)
  expect(await confirm(identity, code)).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    expires_in_seconds: 900,
    refresh_token: expect.stringMatching(/^mor_/),
    device_id: expect.stringMatching(/^dev_/),
    role: 'owner',
    agent: identity.identity,
  })
  expect(identity.published.map(([name]) => name)).toContain('devices')
})

test('a code is read as a person types it', async () => {
  const identity = await createIdentity()
  const code = await approved(identity)
  const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  expect(await codeOf(confirm(identity, typed))).toBe('ok')
})

test('a code is used once, also when two confirm it at the same time', async () => {
  const identity = await createIdentity()
  const code = await approved(identity)
  const codes = await Promise.all(
    [1, 2, 3].map((uid) => {
      const client = { key: `10.0.0.${uid}`, address: `10.0.0.${uid}`, browser: false }
      const body = { pairing_code: code, device_name: 'curl' }
      return codeOf(call(identity.handlers.confirmPairing, { actor: stranger, client, body }))
    }),
  )
  expect(codes.sort()).toEqual(['ok', 'pairing_unknown', 'pairing_unknown'])
  expect((await call(identity.handlers.listDevices)).items).toHaveLength(1)
  expect(await codeOf(confirm(identity, code))).toBe('pairing_unknown')
})

test('of two first devices that come at once, exactly one is the first, and only one becomes owner by default', async () => {
  const identity = await createIdentity()
  const codes = [await approved(identity), await approved(identity)]
  const paired = await Promise.all(codes.map((code) => confirm(identity, code)))
  expect(paired.map((one) => one.role).sort()).toEqual(['owner', 'viewer'])
  const rows = await identity.database.selectFrom('devices').select(['is_first', 'role']).execute()
  expect(rows.filter((row) => row.is_first === 1)).toEqual([{ is_first: 1, role: 'owner' }])
})

test('of two first links, both for an owner, exactly one makes the first device', async () => {
  const identity = await createIdentity()
  await Promise.all([pairByLink(identity, { role: 'owner' }), pairByLink(identity, { role: 'owner' })])
  const rows = await identity.database.selectFrom('devices').select(['is_first', 'role']).execute()
  expect(rows.map((row) => row.role)).toEqual(['owner', 'owner'])
  expect(rows.filter((row) => row.is_first === 1)).toHaveLength(1)
})

test('the role that the person picked counts, also for the first device', async () => {
  const identity = await createIdentity()
  expect((await confirm(identity, await approved(identity, { role: 'viewer' }))).role).toBe('viewer')
})

test('a code that was started with a key needs the signature of that key over this code', async () => {
  const identity = await createIdentity()
  const [device, other] = [await createTestDevice(), await createTestDevice()]
  const code = await approved(identity, { device })
  const refused = {
    'no signature': {},
    'another key': { device_proof: await signed(identity, other, code) },
    'another key sent along': { device_proof: await signed(identity, device, code), device_public_key: other.jwk },
    'another code': { device_proof: await signed(identity, device, '0000-0000') },
    'another purpose': { device_proof: await proofFor(identity, device, { purpose: 'refresh' }) },
  }
  for (const [name, more] of Object.entries(refused)) {
    expect(await codeOf(confirm(identity, code, more)), name).toBe('device_proof_invalid')
  }
  const good = { device_proof: await signed(identity, device, code), device_public_key: device.jwk }
  const { access_token: bearer } = await confirm(identity, code, good)
  const actor = await identity.auth.authenticate({ bearer })
  expect(await call(identity.handlers.getSession, { actor })).toMatchObject({ can_approve: true })
})

test('a key that the approver never saw is not taken at the end', async () => {
  const identity = await createIdentity()
  const device = await createTestDevice()
  const code = await approved(identity)
  const more = { device_public_key: device.jwk, device_proof: await signed(identity, device, code) }
  expect(await codeOf(confirm(identity, code, more))).toBe('device_proof_invalid')
})

test('a denied code says so and never becomes a device', async () => {
  const identity = await createIdentity()
  const { pairing_code: code } = await call(identity.handlers.startPairing, { actor: stranger })
  const [pending] = (await call(identity.handlers.listPendingPairings)).items
  await call(identity.handlers.denyPairing, { path: { id: String(pending?.id) } })
  expect(await codeOf(confirm(identity, code))).toBe('pairing_denied')
})

test('an approved code that nobody fetches ends with its time', async () => {
  const identity = await createIdentity()
  const code = await approved(identity)
  identity.clock.advance(600_000)
  expect(await codeOf(confirm(identity, code))).toBe('pairing_expired')
})

test('a confirmation that fails half way leaves the code as it was', async () => {
  const identity = await createIdentity()
  const code = await approved(identity)
  await identity.database.schema.alterTable('sessions').renameTo('gone').execute()
  await expect(confirm(identity, code)).rejects.toThrow('no such table')
  await identity.database.schema.alterTable('gone').renameTo('sessions').execute()
  expect((await call(identity.handlers.listDevices)).items).toEqual([])
  expect(await codeOf(confirm(identity, code))).toBe('ok')
})
