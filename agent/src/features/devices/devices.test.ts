import { expect, test } from 'vitest'
import { hostActor } from '../auth/authenticate.ts'
import { call, codeOf, createIdentity, type Identity, pairByLink } from '../auth/test/identity.ts'
import { createDevicePlanners } from './plan-device-change.ts'

const update = (
  identity: Identity,
  id: string,
  body: { name?: string; role?: 'viewer' | 'owner'; owner_passphrase?: string },
) => call(identity.handlers.updateDevice, { path: { id }, body })

const revoke = (identity: Identity, id: string) => call(identity.handlers.deleteDevice, { path: { id } })

test('the list marks the device that asks and leaves out revoked ones', async () => {
  const identity = await createIdentity()
  const first = await pairByLink(identity)
  const second = await pairByLink(identity)
  const third = await pairByLink(identity)
  await revoke(identity, third.deviceId)
  const actor = await identity.auth.authenticate({ bearer: second.access_token })
  const { items } = await call(identity.handlers.listDevices, { actor })
  const seen = items.map(({ id, this_device }) => [id, this_device])
  expect(new Map(seen as [string, boolean][])).toEqual(
    new Map([
      [first.deviceId, false],
      [second.deviceId, true],
    ]),
  )
})

test('a device is renamed, without what would play with a terminal', async () => {
  const identity = await createIdentity()
  const { deviceId } = await pairByLink(identity)
  expect(await update(identity, deviceId, { name: 'Kitchen\u0007\u2066 tablet' })).toMatchObject({
    name: 'Kitchen tablet',
  })
  expect(identity.published.at(-1)).toEqual(['devices', { changed: deviceId }])
})

test('the last owner is neither revoked nor made less', async () => {
  const identity = await createIdentity()
  const { deviceId } = await pairByLink(identity)
  await pairByLink(identity)
  expect(await codeOf(revoke(identity, deviceId))).toBe('last_owner')
  expect(await codeOf(update(identity, deviceId, { role: 'viewer' }))).toBe('last_owner')
  expect(await codeOf(update(identity, deviceId, { role: 'owner', name: 'Desk' }))).toBe('ok')
})

test('streams that were opened with the old role end when the role changes, and only then', async () => {
  const identity = await createIdentity()
  await pairByLink(identity)
  const { deviceId, access_token: bearer } = await pairByLink(identity)
  const { sessionId } = await identity.auth.authenticate({ bearer })
  await update(identity, deviceId, { name: 'Desk' })
  expect(identity.revoked).toEqual([])
  await update(identity, deviceId, { role: 'owner' })
  expect(identity.revoked).toEqual([sessionId])
  expect((await identity.auth.authenticate({ bearer })).role).toBe('owner')
})

test('two owners that are revoked at once are not both gone', async () => {
  const identity = await createIdentity()
  const { deviceId: a } = await pairByLink(identity)
  const { deviceId: b } = await pairByLink(identity, { role: 'owner' })
  const codes = await Promise.all([codeOf(revoke(identity, a)), codeOf(revoke(identity, b))])
  expect(codes.sort()).toEqual(['last_owner', 'ok'])
})

test('a revoked device cannot be changed, revoked again or brought back', async () => {
  const identity = await createIdentity()
  await pairByLink(identity)
  const { deviceId } = await pairByLink(identity)
  await revoke(identity, deviceId)
  expect(await codeOf(revoke(identity, deviceId))).toBe('not_found')
  expect(await codeOf(update(identity, deviceId, { role: 'owner' }))).toBe('not_found')
})

test('a plan says what a device may do afterwards, and making an owner is a high risk', async () => {
  const identity = await createIdentity()
  const { deviceId: id } = await pairByLink(identity)
  const { updateDevice, deleteDevice } = createDevicePlanners(identity.database)
  const plan = (role: string) => updateDevice?.({ id, role }, hostActor())
  expect(await plan('owner')).toMatchObject({ risk: 'high', basis: { role: 'owner' }, target: { id } })
  expect(await plan('viewer')).toMatchObject({ risk: 'medium', affects: ['It can only look.'] })
  expect(await deleteDevice?.({ id }, hostActor())).toMatchObject({ summary: 'Revoke the device Chromium on Linux.' })
  await expect(deleteDevice?.({ id: 'dev_none' }, hostActor())).rejects.toMatchObject({ code: 'not_found' })
})
