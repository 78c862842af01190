import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../core/database/open-database.ts'
import type { Client } from '../../core/handler.ts'
import {
  call,
  codeOf,
  createIdentity,
  createKeyStore,
  createTestDevice,
  type Identity,
  pairByLink,
  program,
  stranger,
} from '../auth/test/identity.ts'

const clientOf = (uid: number): Client => ({ ...program, key: `127.0.0.1 uid=${uid}` })

function start(identity: Identity, client = program, body?: { link_secret?: string; device_name?: string }) {
  return call(identity.handlers.startPairing, { actor: stranger, client, body })
}

function confirm(identity: Identity, code: string, client = program) {
  const body = { pairing_code: code, device_name: 'curl' }
  return call(identity.handlers.confirmPairing, { actor: stranger, client, body })
}

const waiting = async (identity: Identity) => (await call(identity.handlers.listPendingPairings)).items

test('a client without a body gets a code that is good for nothing yet', async () => {
  const identity = await createIdentity()
  const started = await start(identity)
  expect(started).toEqual({
    pairing_code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
    expires_in_seconds: 600,
    status: 'pending',
    first_device: true,
    key_fingerprint: null,
    agent: identity.identity,
  })
  expect(await codeOf(confirm(identity, started.pairing_code))).toBe('pairing_pending')
  expect(identity.published).toEqual([['pairing', { pending: 1 }]])
})

test('a code with a key shows the fingerprint of that key, and the code lies nowhere in clear', async () => {
  const identity = await createIdentity()
  const device = await createTestDevice('EdDSA')
  const started = await call(identity.handlers.startPairing, {
    ...{ actor: stranger, client: program },
    body: { device_public_key: device.jwk, device_name: 'Firefox\u001b[2J\u202e on Linux' },
  })
  expect(started.key_fingerprint).toBe(device.fingerprint)
  expect(await waiting(identity)).toMatchObject([
    { pairing_code: started.pairing_code, device_name: 'Firefox[2J on Linux', key_fingerprint: device.fingerprint },
  ])
  const stored = JSON.stringify(await identity.database.selectFrom('pairings').selectAll().execute())
  expect(stored).not.toContain(started.pairing_code)
})

test('a key that is none is refused before anything is stored', async () => {
  const identity = await createIdentity()
  const { jwk } = await createTestDevice()
  const body = { device_public_key: { ...jwk, y: 'A'.repeat(43) } }
  const refused = call(identity.handlers.startPairing, { actor: stranger, body })
  await expect(refused).rejects.toMatchObject({ code: 'validation_failed', details: [{ path: '/device_public_key' }] })
  expect(await waiting(identity)).toEqual([])
})

test('the eleventh start within a minute locks that client for five minutes, also after a restart, and nobody else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairing-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'agent.db')
  const secrets = createKeyStore()
  const first = await createIdentity({ database: openDatabase(path), secrets })
  for (let count = 0; count < 10; count += 1) expect(await codeOf(start(first))).toBe('ok')
  await expect(start(first)).rejects.toMatchObject({ code: 'locked_out', retryAfterSeconds: 300 })
  await first.database.destroy()
  const { clock } = first
  const again = await createIdentity({ database: openDatabase(path), secrets, clock, run: 'again' })
  expect(await codeOf(start(again))).toBe('locked_out')
  expect(await codeOf(start(again, clientOf(1001)))).toBe('ok')
  clock.advance(300_000)
  expect(await codeOf(start(again))).toBe('ok')
  await again.database.destroy()
})

test('ten starts are allowed and lock nothing by themselves', async () => {
  const identity = await createIdentity()
  for (let count = 0; count < 9; count += 1) await start(identity)
  const { pairing_code: code } = await start(identity)
  expect(await codeOf(confirm(identity, code))).toBe('pairing_pending')
})

test('guessing codes locks the guesser after ten, and never the live code of another', async () => {
  const identity = await createIdentity()
  const { pairing_code: code } = await start(identity, clientOf(1001))
  const [pending] = await waiting(identity)
  await call(identity.handlers.approvePairing, { path: { id: String(pending?.id) }, body: {} })
  const codes: string[] = []
  for (let count = 0; count < 12; count += 1) codes.push(await codeOf(confirm(identity, `0000-00${10 + count}`)))
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 'pairing_unknown'), 'locked_out', 'locked_out'])
  // Even the right code is not looked at while the guesser is locked.
  expect(await codeOf(confirm(identity, code))).toBe('locked_out')
  expect(await codeOf(confirm(identity, code, clientOf(1001)))).toBe('ok')
})

test('guesses sent all at once are ten, not more', async () => {
  const identity = await createIdentity()
  const guesses = Array.from({ length: 20 }, (_, index) => codeOf(confirm(identity, `0000-00${10 + index}`)))
  const codes = await Promise.all(guesses)
  expect(codes.filter((code) => code === 'pairing_unknown')).toHaveLength(10)
  expect(codes.filter((code) => code === 'locked_out')).toHaveLength(10)
})

test('asking again while nobody has approved never counts as a failure', async () => {
  const identity = await createIdentity()
  const { pairing_code: code } = await start(identity)
  for (let count = 0; count < 30; count += 1) expect(await codeOf(confirm(identity, code))).toBe('pairing_pending')
})

test('at most 50 pairings wait: a flood loses its own, then the largest holder loses, and an approved one stays', async () => {
  const identity = await createIdentity()
  const { pairing_code: approved } = await start(identity, clientOf(1))
  const [first] = await waiting(identity)
  await call(identity.handlers.approvePairing, { path: { id: String(first?.id) }, body: {} })
  identity.clock.advance(1)
  const { pairing_code: quiet } = await start(identity, clientOf(2))
  for (let uid = 10; uid < 15; uid += 1) {
    for (let count = 0; count < 10; count += 1) {
      identity.clock.advance(1)
      await start(identity, clientOf(uid))
    }
  }
  expect(await waiting(identity)).toHaveLength(49)
  const { pairing_code: late } = await start(identity, clientOf(3))
  const codes = (await waiting(identity)).map((one) => one.pairing_code)
  expect(codes).toHaveLength(49)
  expect(codes).toEqual(expect.arrayContaining([quiet, late]))
  expect(await codeOf(confirm(identity, approved, clientOf(1)))).toBe('ok')
})

test('who holds pairings loses its own oldest one, not its approved one and not that of a larger holder', async () => {
  const identity = await createIdentity()
  const startAs = async (uid: number) => {
    identity.clock.advance(1)
    return (await start(identity, clientOf(uid))).pairing_code
  }
  const approved = await startAs(1)
  const [first] = await waiting(identity)
  await call(identity.handlers.approvePairing, { path: { id: String(first?.id) }, body: {} })
  const mine = [await startAs(1), await startAs(1)]
  for (let count = 0; count < 47; count += 1) await startAs(10 + Math.floor(count / 10))
  await startAs(1)
  const codes = (await waiting(identity)).map((one) => one.pairing_code)
  expect(codes).toHaveLength(49)
  expect(codes).not.toContain(mine[0])
  expect(codes).toContain(mine[1])
  expect(await codeOf(confirm(identity, approved, clientOf(1)))).toBe('ok')
})

test('who lost its code to a flood is told that it ended, which is no failure', async () => {
  const identity = await createIdentity()
  const codes: string[] = []
  for (let count = 0; count < 51; count += 1) {
    codes.push((await start(identity)).pairing_code)
    identity.clock.advance(7_000)
  }
  expect(await codeOf(confirm(identity, String(codes[0])))).toBe('pairing_expired')
})

test('a code ends after ten minutes, its end is published, and setting the clock back does not revive it', async () => {
  const identity = await createIdentity()
  const { pairing_code: code } = await start(identity)
  await identity.clock.advanceAsync(600_000)
  expect(await codeOf(confirm(identity, code))).toBe('pairing_expired')
  expect(await waiting(identity)).toEqual([])
  await identity.clock.advanceAsync(30_000)
  expect(identity.published.at(-1)).toEqual(['pairing', { pending: 0 }])
  const { pairing_code: second } = await start(identity)
  identity.clock.setWall(identity.clock.now() - 3_600_000)
  expect(await codeOf(confirm(identity, second))).toBe('pairing_expired')
})

test('one link pairs one browser, however many try it at once', async () => {
  const identity = await createIdentity()
  const secret = String((await identity.pairing.createLink())?.split('#pair=')[1])
  expect(secret).toMatch(/^mol_[\w-]{43}$/)
  const tries = [1, 2, 3].map((uid) => codeOf(start(identity, clientOf(uid), { link_secret: secret })))
  expect((await Promise.all(tries)).sort()).toEqual(['link_invalid', 'link_invalid', 'ok'])
  expect(await codeOf(start(identity, program, { link_secret: secret }))).toBe('link_invalid')
  const stored = JSON.stringify(await identity.database.selectFrom('pairing_links').selectAll().execute())
  expect(stored).not.toContain(secret.slice('mol_'.length))
})

test('a link ends after ten minutes, also when the clock is set back', async () => {
  const identity = await createIdentity()
  const secretOf = async () => String((await identity.pairing.createLink())?.split('#pair=')[1])
  const [late, back] = [await secretOf(), await secretOf()]
  identity.clock.setWall(identity.clock.now() - 3_600_000)
  expect(await codeOf(start(identity, program, { link_secret: back }))).toBe('link_invalid')
  identity.clock.setWall(identity.clock.now() + 3_600_000)
  identity.clock.advance(600_000)
  expect(await codeOf(start(identity, program, { link_secret: late }))).toBe('link_invalid')
})

test('a link gives owner to the first device and viewer to later ones, unless the host says otherwise', async () => {
  const identity = await createIdentity()
  expect(await call(identity.handlers.createPairingLink)).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:7337\/console\/#pair=mol_/),
    role: 'owner',
    expires_in_seconds: 600,
  })
  expect((await pairByLink(identity)).role).toBe('owner')
  expect(await call(identity.handlers.createPairingLink)).toMatchObject({ role: 'viewer' })
  expect((await pairByLink(identity)).role).toBe('viewer')
  expect((await pairByLink(identity, { role: 'admin' })).role).toBe('admin')
})

test('links are made only at the host', async () => {
  const identity = await createIdentity()
  const { access_token: bearer } = await pairByLink(identity)
  const actor = await identity.auth.authenticate({ bearer })
  expect(await codeOf(call(identity.handlers.createPairingLink, { actor }))).toBe('host_only')
})
