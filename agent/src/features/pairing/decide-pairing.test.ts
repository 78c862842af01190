import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { isoTime } from '../../core/clock.ts'
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

let identity: Identity
let owner: TestDevice
let actor: Actor
/** The device that waits, and its pairing. */
let guest: TestDevice
let id: string
let code: string

beforeEach(async () => {
  identity = await createIdentity()
  owner = await createTestDevice()
  guest = await createTestDevice()
  const { access_token: bearer } = await pairByLink(identity, { device: owner })
  actor = await identity.auth.authenticate({ bearer })
  const body = { device_public_key: guest.jwk, device_name: 'Firefox' }
  code = (await call(identity.handlers.startPairing, { actor: stranger, body })).pairing_code
  id = String((await call(identity.handlers.listPendingPairings)).items[0]?.id)
})

type Change = Record<string, unknown>

const sign = (change: Change = {}, device = owner) => {
  const decision = { pending_id: id, key_fingerprint: guest.fingerprint, role: 'viewer', decision: 'approve' }
  return proofFor(identity, device, { ...decision, ...change })
}

const approve = (body: { role?: 'viewer' | 'admin' | 'owner'; signature?: string }, as = actor) =>
  call(identity.handlers.approvePairing, { path: { id }, body, actor: as })

async function paired() {
  const device_proof = await proofFor(identity, guest, { pairing_code: code })
  const body = { pairing_code: code, device_name: 'Firefox', device_proof }
  return call(identity.handlers.confirmPairing, { actor: stranger, body })
}

test('an owner approves with the key of the own device, and the guest is in', async () => {
  const answer = await approve({ signature: await sign() })
  expect(answer).toEqual({
    ...{ id, pairing_code: code, device_name: 'Firefox', key_fingerprint: guest.fingerprint },
    ...{ client: '127.0.0.1 uid=1000', status: 'approved', role: 'viewer' },
    started_at: isoTime(identity.clock.now()),
    expires_at: isoTime(identity.clock.now() + 600_000),
  })
  expect((await paired()).role).toBe('viewer')
  const { items } = await call(identity.handlers.listDevices)
  expect(items.find((item) => item.name === 'Firefox')?.paired_by).toBe(actor.deviceId)
})

test('a signature also grants owner', async () => {
  await approve({ role: 'owner', signature: await sign({ role: 'owner' }) })
  expect((await paired()).role).toBe('owner')
})

test.each<[string, Change]>([
  ['another pairing', { pending_id: 'pr_other' }],
  ['another key', { key_fingerprint: 'SHA256:other' }],
  ['no key', { key_fingerprint: null }],
  ['a lower role than asked for', { role: 'viewer' }],
  ['a denial', { decision: 'deny' }],
  ['another agent', { aud: 'ag_other' }],
  ['an old decision', { issued_at: '2026-11-23T02:05:59.999Z' }],
])('an approval that was signed over %s is refused', async (_, change) => {
  const role = 'role' in change ? 'owner' : 'viewer'
  expect(await codeOf(approve({ role, signature: await sign(change) }))).toBe('signature_invalid')
  expect(await codeOf(paired())).toBe('pairing_pending')
})

test('who has no signature of a paired owner approves nothing', async () => {
  const role = 'viewer' as const
  const viewer = await createTestDevice()
  const { access_token: low } = await pairByLink(identity, { role, device: viewer })
  const { access_token: plain } = await pairByLink(identity, { role: 'owner' })
  const { access_token: script } = await call(identity.handlers.createToken, {
    body: { name: 'x', role: 'owner', scope: 'all', ttl_seconds: 60 },
  })
  const as = (bearer: string) => identity.auth.authenticate({ bearer })
  expect(await codeOf(approve({}))).toBe('signature_invalid')
  expect(await codeOf(approve({ signature: await sign({}, guest) }))).toBe('signature_invalid')
  expect(await codeOf(approve({ signature: await sign({}, viewer) }, await as(low)))).toBe('signature_invalid')
  expect(await codeOf(approve({ signature: await sign() }, await as(plain)))).toBe('signature_invalid')
  expect(await codeOf(approve({ signature: await sign() }, await as(script)))).toBe('signature_invalid')
})

test('a device that was revoked a moment ago approves nothing any more', async () => {
  await pairByLink(identity, { role: 'owner' })
  await call(identity.handlers.deleteDevice, { path: { id: String(actor.deviceId) } })
  expect(await codeOf(approve({ signature: await sign() }))).toBe('signature_invalid')
})

test('where MoltBot shares the user, the host approves only with the passphrase', async () => {
  const shared = await createIdentity({ passphraseNeeded: true })
  await call(shared.handlers.setPassphrase, { body: { passphrase: 'correct horse battery' } })
  await pairByLink(shared)
  await call(shared.handlers.startPairing, { actor: stranger })
  const [pending] = (await call(shared.handlers.listPendingPairings)).items
  const approveWith = (body: { owner_passphrase?: string }) =>
    codeOf(call(shared.handlers.approvePairing, { path: { id: String(pending?.id) }, body }))
  expect(await approveWith({})).toBe('passphrase_required')
  expect(await approveWith({ owner_passphrase: 'wrong horse' })).toBe('passphrase_wrong')
  expect(await approveWith({ owner_passphrase: 'correct horse battery' })).toBe('ok')
})

test('an approval that is sent twice counts once', async () => {
  const signature = await sign()
  await approve({ signature })
  expect(await codeOf(approve({ signature }))).toBe('pairing_decided')
})

test('what was decided stays decided, also when two decide at once', async () => {
  const codes = await Promise.all([
    codeOf(call(identity.handlers.approvePairing, { path: { id }, body: {} })),
    codeOf(call(identity.handlers.denyPairing, { path: { id } })),
  ])
  expect(codes.sort()).toEqual(['ok', 'pairing_decided'])
})

test('a denial needs no signature, but one that is sent must be good', async () => {
  const deny = (body?: { signature: string }) => call(identity.handlers.denyPairing, { path: { id }, body, actor })
  expect(await codeOf(deny({ signature: await sign() }))).toBe('signature_invalid')
  expect(await deny({ signature: await sign({ role: null, decision: 'deny' }) })).toMatchObject({ status: 'denied' })
  expect(await codeOf(deny())).toBe('pairing_decided')
})

test('a pairing that ended or never was cannot be decided', async () => {
  identity.clock.advance(600_000)
  expect(await codeOf(approve({ signature: await sign() }))).toBe('not_found')
  const other = call(identity.handlers.approvePairing, { path: { id: 'pr_none' }, body: {} })
  expect(await codeOf(other)).toBe('not_found')
})

test('at the host the approval says which role the device will have', async () => {
  const answer = await call(identity.handlers.approvePairing, { path: { id }, body: {} })
  expect(answer.role).toBe('viewer')
  expect((await paired()).role).toBe('viewer')
})

test('each decision publishes how many still wait', async () => {
  await approve({ signature: await sign() })
  const pending = identity.published.filter(([name]) => name === 'pairing').map(([, payload]) => payload)
  expect(pending).toEqual([{ pending: 1 }, { pending: 0 }])
})
