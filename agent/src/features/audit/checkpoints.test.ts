import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AuditFixture, createAuditFixture, restart } from './test/audit-fixture.ts'
import { createFailingDisk, type FailingDisk } from './test/failing-disk.ts'

let disk: FailingDisk
let fixture: AuditFixture

beforeEach(async () => {
  disk = createFailingDisk()
  fixture = await createAuditFixture({ disk })
})
afterEach(async () => {
  await fixture.audit.stop()
  await fixture.remove()
})

const page = { limit: 50, before: null }
/** Oldest first. */
const signed = async () =>
  (await fixture.audit.listCheckpoints(page)).map(({ seq, entries }) => ({ seq, entries })).reverse()

test('the end is signed after every 256 entries', async () => {
  for (let batch = 0; batch < 6; batch++) {
    await Promise.all(Array.from({ length: 100 }, () => fixture.audit.append(restart())))
  }
  await vi.waitFor(async () =>
    expect(await signed()).toEqual([
      { seq: 256, entries: 256 },
      { seq: 512, entries: 512 },
    ]),
  )
})

test('the end is signed every ten minutes when there is something new, and on stop', async () => {
  await fixture.clock.advanceAsync(600_000)
  await vi.waitFor(async () => expect(await signed()).toEqual([{ seq: 3, entries: 3 }]))
  await fixture.clock.advanceAsync(1_200_000)
  await fixture.audit.append(restart())
  expect(await signed()).toHaveLength(1)
  await fixture.audit.stop()
  const audit = await fixture.reopen()
  expect((await audit.listCheckpoints(page)).map(({ seq }) => seq)).toEqual([4, 3])
  expect((await audit.listCheckpoints({ limit: 9, before: 4 })).map(({ seq }) => seq)).toEqual([3])
  await audit.stop()
})

test('before the first one there is none to list', async () => {
  expect(await signed()).toEqual([])
})

test('what is signed already is not signed again', async () => {
  const [one, other] = await Promise.all([fixture.audit.checkpoint(), fixture.audit.checkpoint()])
  expect(other).toEqual(one)
  expect(await signed()).toHaveLength(1)
})

test('a checkpoint that cannot be written disturbs nobody, and the next one covers it', async () => {
  disk.fail({ code: 'ENOSPC', room: 20 })
  await fixture.clock.advanceAsync(600_000)
  await vi.waitFor(() => expect(fixture.said).toHaveLength(1))
  disk.fail(null)
  await fixture.audit.append(restart())
  expect((await fixture.audit.checkpoint()).seq).toBe(4)
  expect(await fixture.audit.verify({ key: fixture.keys.fingerprint })).toMatchObject({ verdict: 'valid' })
})

test('who may sign is written once, and again only when it changes', async () => {
  const signers = async (audit = fixture.audit) => {
    const { items } = await audit.list({}, { limit: 50, before: null })
    return items
      .filter(({ action }) => action.startsWith('audit.signer'))
      .map((one) => [one.action, one.params_redacted?.device])
  }
  const both = [
    ['audit.signer_registered', 'dev_1'],
    ['audit.signer_registered', null],
  ]
  expect(await signers()).toEqual(both)
  await fixture.audit.stop()
  const same = await fixture.reopen()
  expect(await signers(same)).toEqual(both)
  await same.stop()
  const less = await fixture.reopen({ deviceKeys: async () => [] })
  expect(await signers(less)).toEqual([['audit.signer_revoked', 'dev_1'], ...both])
  await less.stop()
})
