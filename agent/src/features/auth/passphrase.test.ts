import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { openDatabase } from '../../core/database/open-database.ts'
import type { KeyStore } from '../../core/keys.ts'
import { call, codeOf, createIdentity, createKeyStore, type Identity, pairByLink } from './test/identity.ts'

const right = 'correct horse battery'

const shared = () => createIdentity({ passphraseNeeded: true })

function set(identity: Identity, passphrase: string, more: { actor?: Actor; old?: string } = {}) {
  const body = { passphrase, ...(more.old === undefined ? {} : { old_passphrase: more.old }) }
  return call(identity.handlers.setPassphrase, { body, ...(more.actor ? { actor: more.actor } : {}) })
}

const link = (identity: Identity, given?: string) =>
  call(identity.handlers.createPairingLink, { body: given === undefined ? {} : { owner_passphrase: given } })

test('nothing asks for it where MoltBot has a user of its own', async () => {
  const identity = await createIdentity()
  await pairByLink(identity)
  expect(await codeOf(link(identity))).toBe('ok')
  expect(await identity.auth.passphrase.state()).toBe('not_needed')
})

test('the first pairing passes without one; from then on the host must show one, and only the first device may set it', async () => {
  const identity = await shared()
  expect(await identity.auth.passphrase.state()).toBe('unset')
  expect(await codeOf(link(identity))).toBe('ok')
  const first = await pairByLink(identity)
  await expect(link(identity)).rejects.toMatchObject({
    code: 'passphrase_required',
    message: expect.stringContaining('paired first'),
  })
  expect(await identity.pairing.createLink()).toBeNull()
  // A shell at the host may be MoltBot's, which would then approve whatever it likes.
  expect(await codeOf(set(identity, 'set by a shell'))).toBe('passphrase_required')
  await set(identity, right, { actor: await identity.auth.authenticate({ bearer: first.access_token }) })
  expect(await identity.auth.passphrase.state()).toBe('set')
  expect(await codeOf(link(identity))).toBe('passphrase_required')
  expect(await codeOf(link(identity, 'wrong horse'))).toBe('passphrase_wrong')
  expect(await codeOf(link(identity, right))).toBe('ok')
})

test('owner tokens need it too, lesser ones do not', async () => {
  const identity = await shared()
  await set(identity, right)
  await pairByLink(identity)
  const create = (role: 'owner' | 'admin', given?: string) =>
    call(identity.handlers.createToken, {
      body: { name: 'x', role, scope: 'all', ttl_seconds: 60, ...(given ? { owner_passphrase: given } : {}) },
    })
  expect(await codeOf(create('admin'))).toBe('ok')
  expect(await codeOf(create('owner'))).toBe('passphrase_required')
  expect(await codeOf(create('owner', right))).toBe('ok')
})

test('five wrong tries lock it for five minutes, also for the right one, and across a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passphrase-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'agent.db')
  const secrets = createKeyStore()
  const first = await createIdentity({ database: openDatabase(path), secrets, passphraseNeeded: true })
  await set(first, right)
  await pairByLink(first)
  for (let count = 0; count < 5; count += 1)
    expect(await codeOf(link(first, `guess ${count}`))).toBe('passphrase_wrong')
  await expect(link(first, right)).rejects.toMatchObject({ code: 'locked_out', retryAfterSeconds: 300 })
  await first.database.destroy()
  const { clock } = first
  const again = await createIdentity({
    ...{ database: openDatabase(path), secrets, clock, passphraseNeeded: true },
    run: 'again',
  })
  expect(await codeOf(link(again, right))).toBe('locked_out')
  clock.advance(300_000)
  expect(await codeOf(link(again, right))).toBe('ok')
  await again.database.destroy()
})

test('guesses sent all at once are five, not more', async () => {
  const identity = await shared()
  await set(identity, right)
  await pairByLink(identity)
  const guesses = Array.from({ length: 15 }, (_, index) => codeOf(link(identity, `guess ${index}`)))
  const codes = await Promise.all(guesses)
  expect(codes.filter((code) => code === 'passphrase_wrong')).toHaveLength(5)
  expect(codes.filter((code) => code === 'locked_out')).toHaveLength(10)
})

test('it is set once; changing it needs the old one', async () => {
  const identity = await shared()
  await set(identity, right)
  await pairByLink(identity)
  expect(await codeOf(set(identity, 'another one'))).toBe('passphrase_set')
  expect(await codeOf(set(identity, 'another one', { old: 'wrong horse' }))).toBe('passphrase_wrong')
  await set(identity, 'another one', { old: right })
  expect(await codeOf(link(identity, right))).toBe('passphrase_wrong')
  expect(await codeOf(link(identity, 'another one'))).toBe('ok')
})

test('two that set it at the same time: one wins, the other is told', async () => {
  const identity = await shared()
  const codes = await Promise.all([codeOf(set(identity, 'first one!')), codeOf(set(identity, 'second one'))])
  expect(codes.sort()).toEqual(['ok', 'passphrase_set'])
})

/** A second owner that was paired while MoltBot still had a user of its own. */
async function pairSecondOwner({ database, secrets, clock }: Identity & { secrets: KeyStore }): Promise<string> {
  const before = await createIdentity({ database, secrets, clock, run: 'second' })
  return (await pairByLink(before, { role: 'owner' })).access_token
}

test('beside the host only the first device may set it', async () => {
  const identity = await shared()
  const first = await pairByLink(identity)
  const actorOf = (bearer: string) => identity.auth.authenticate({ bearer })
  const firstActor = await actorOf(first.access_token)
  const second = await pairSecondOwner(identity)
  expect(await codeOf(set(identity, right, { actor: await actorOf(second) }))).toBe('host_only')
  const { access_token: script } = await call(identity.handlers.createToken, {
    body: { name: 'x', role: 'admin', scope: 'all', ttl_seconds: 60 },
  })
  expect(await codeOf(set(identity, right, { actor: await actorOf(script) }))).toBe('host_only')
  expect(await codeOf(set(identity, right, { actor: firstActor }))).toBe('ok')
  const changeByScript = set(identity, 'another one', { actor: await actorOf(script), old: right })
  expect(await codeOf(changeByScript)).toBe('host_only')
})

test('the same passphrase typed in another Unicode form is the same', async () => {
  const identity = await shared()
  await set(identity, 'Zoë’s café ﬁne')
  await pairByLink(identity)
  expect(await codeOf(link(identity, 'Zoe\u0308’s cafe\u0301 fine'))).toBe('ok')
})

test('letters that only look like eight are not enough', async () => {
  const identity = await shared()
  // Eight code points, four letters once they are composed.
  expect(await codeOf(set(identity, 'e\u0301'.repeat(4)))).toBe('validation_failed')
})

test('neither the passphrase nor its bare hash lies in the database', async () => {
  const identity = await shared()
  await set(identity, right)
  const rows = await identity.database.selectFrom('settings').selectAll().execute()
  const [row] = rows
  expect(JSON.stringify(rows)).not.toContain(right)
  expect(JSON.stringify(rows)).not.toContain('salt')
  expect(JSON.parse(identity.keys.open(String(row?.value), 'owner_passphrase'))).toMatchObject({
    memory: 64,
    passes: 1,
  })
})
