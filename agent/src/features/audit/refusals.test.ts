import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { NewAuditEntry } from './audit-entry.ts'
import { type AuditFixture, createAuditFixture, person, restart } from './test/audit-fixture.ts'
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

const refusal = (change: Partial<NewAuditEntry> = {}) => ({
  ...{ actor: person, action: 'runOpsAction', detail: 'confirmation_required' },
  ...change,
})
/** Refusals in the log, oldest first. */
async function written() {
  const { items } = await fixture.audit.list({ outcome: 'refused' }, { limit: 100, before: null })
  return items.reverse()
}
const untilWritten = (count: number) => vi.waitFor(async () => expect(await written()).toHaveLength(count))

test('the first of a kind is written at once, the rest as one summary after a minute', async () => {
  fixture.audit.refused(refusal({ confirmationId: 'cf_9' }))
  await untilWritten(1)
  for (let count = 0; count < 5; count++) fixture.audit.refused(refusal())
  await fixture.clock.advanceAsync(59_000)
  expect(await written()).toMatchObject([{ detail: 'confirmation_required', correlation: { confirmation_id: 'cf_9' } }])
  await fixture.clock.advanceAsync(1000)
  await untilWritten(2)
  const codes = { confirmation_required: 5 }
  expect((await written())[1]).toMatchObject({
    ...{ action: 'runOpsAction', actor: person, detail: '5 more of this kind were refused.' },
    params_redacted: { codes, count: 5, since: '2026-11-23T02:07:00.000Z' },
  })
})

test('another code, another operation and another subject are kinds of their own', async () => {
  const kinds = [
    refusal(),
    refusal({ detail: 'plan_changed' }),
    refusal({ action: 'applyConfig' }),
    refusal({ actor: { ...person, subject: 'token:tk_1' } }),
  ]
  for (const [index, kind] of kinds.entries()) {
    fixture.audit.refused(kind)
    await untilWritten(index + 1)
  }
  await fixture.clock.advanceAsync(60_000)
  expect(await written()).toHaveLength(4)
})

test('who keeps the log busy with refusals does not hide the first of another', async () => {
  for (let count = 0; count < 50; count++)
    fixture.audit.refused(refusal({ actor: { ...person, subject: 'token:flood' } }))
  fixture.audit.refused(
    refusal({ action: 'deleteDevice', detail: 'confirmation_invalid', confirmationId: 'cf_stolen' }),
  )
  await untilWritten(2)
  expect((await written())[1]).toMatchObject({
    ...{ action: 'deleteDevice', detail: 'confirmation_invalid', correlation: { confirmation_id: 'cf_stolen' } },
  })
})

test('a flood by many subjects stays bounded, is counted whole, and delays nobody who intends', async () => {
  const release = disk.hold()
  for (let count = 0; count < 5000; count++) {
    fixture.audit.refused(refusal({ actor: { ...person, subject: `token:${count}` } }))
  }
  const before = disk.writes()
  const intent = fixture.audit.intend(restart())
  release()
  await intent
  // The refusal that was being written, and the intent.
  expect(disk.writes() - before).toBeLessThanOrEqual(2)
  await fixture.clock.advanceAsync(60_000)
  const total = async () => {
    let sum = 0
    for (let before: number | null = null; ; ) {
      const page = await fixture.audit.list({ outcome: 'refused' }, { limit: 200, before })
      for (const { params_redacted: params } of page.items) sum += Number(params?.count ?? 1)
      if (page.next === null) return sum
      before = page.next
    }
  }
  await vi.waitFor(async () => expect(await total()).toBe(5000))
  const { items } = await fixture.audit.list({ action: 'audit.refusals' }, { limit: 5, before: null })
  expect(items).toMatchObject([{ actor: { subject: 'agent' }, params_redacted: { count: 4000 } }])
})

test('refusals that cannot be written stay counted', async () => {
  disk.fail({ code: 'ENOSPC', room: 0 })
  fixture.audit.refused(refusal())
  await vi.waitFor(() => expect(fixture.said).toHaveLength(1))
  fixture.audit.refused(refusal())
  await fixture.clock.advanceAsync(60_000)
  await vi.waitFor(() => expect(fixture.said).toHaveLength(2))
  disk.fail(null)
  await fixture.clock.advanceAsync(60_000)
  await untilWritten(1)
  expect(await written()).toMatchObject([{ params_redacted: { count: 2 } }])
})

test('what is counted is written at the end of the program', async () => {
  fixture.audit.refused(refusal())
  await untilWritten(1)
  fixture.audit.refused(refusal())
  await fixture.audit.stop()
  const audit = await fixture.reopen()
  const { items } = await audit.list({ outcome: 'refused' }, { limit: 5, before: null })
  expect(items).toHaveLength(2)
  await audit.stop()
})
