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

const full = { code: 'ENOSPC', room: 0 } as const
const outcomes = async () => {
  const { items } = await fixture.audit.list({ action: 'runOpsAction' }, { limit: 20, before: null })
  return items.map(({ outcome, correlation }) => `${outcome} ${correlation.intended_seq}`).reverse()
}

test('an ending repeats what the intent was about, and names it', async () => {
  const intent = await fixture.audit.intend(restart())
  const ended = await intent.close('failed', { detail: 'timeout', jobId: 'job_1' })
  const intended = await fixture.audit.get(intent.seq)
  expect(ended).toMatchObject({
    ...{ action: 'runOpsAction', target: 'instance:in_1', actor: intended?.actor, plan_hash: intended?.plan_hash },
    ...{ outcome: 'failed', detail: 'timeout', params_redacted: null, approval_signature: null },
    correlation: { confirmation_id: 'cf_1', job_id: 'job_1', intended_seq: intent.seq },
  })
})

test('an intent is closed once', async () => {
  const intent = await fixture.audit.intend(restart())
  await intent.close('succeeded')
  await expect(intent.close('failed')).rejects.toThrow('closed already')
})

test('an ending that the disk refuses is told to the caller and written as soon as the disk takes it', async () => {
  const intent = await fixture.audit.intend(restart())
  disk.fail(full)
  await expect(intent.close('rolled_back')).rejects.toMatchObject({ code: 'audit_unavailable' })
  await fixture.clock.advanceAsync(5000)
  disk.fail(null)
  await fixture.clock.advanceAsync(5000)
  await vi.waitFor(async () => expect(await outcomes()).toEqual(['intended null', `rolled_back ${intent.seq}`]))
  expect(fixture.said).toHaveLength(1)
})

test('nothing new is begun while the ending of something else is still owed', async () => {
  const intent = await fixture.audit.intend(restart())
  disk.fail(full)
  await intent.close('succeeded').catch(() => undefined)
  await expect(fixture.audit.intend(restart())).rejects.toMatchObject({ code: 'audit_unavailable' })
  disk.fail(null)
  await fixture.audit.intend(restart())
  expect(await outcomes()).toEqual(['intended null', `succeeded ${intent.seq}`, 'intended null'])
})

test('what a crash left open is closed by what the jobs know of it, else as interrupted', async () => {
  const known = await fixture.audit.intend(restart({ confirmationId: 'cf_1' }))
  const unknown = await fixture.audit.intend(restart({ confirmationId: 'cf_2', jobId: 'job_2' }))
  const done = await fixture.audit.intend(restart())
  await done.close('succeeded')
  const audit = await fixture.reopen()
  const cutOff = { jobId: 'job_1', outcome: 'rolled_back', detail: 'Everything was undone.' } as const
  const stale = { ...cutOff, auditEventId: String(done.seq) }
  const written = await audit.closeInterrupted([{ ...cutOff, auditEventId: String(known.seq) }, stale])
  expect(written).toMatchObject([
    {
      ...{ action: 'runOpsAction', target: 'instance:in_1', outcome: 'rolled_back', detail: 'Everything was undone.' },
      correlation: { confirmation_id: 'cf_1', job_id: 'job_1', intended_seq: known.seq },
    },
    {
      outcome: 'interrupted',
      correlation: { confirmation_id: 'cf_2', job_id: 'job_2', intended_seq: unknown.seq },
    },
  ])
  expect(await audit.closeInterrupted([])).toEqual([])
  await audit.stop()
  const again = await fixture.reopen()
  expect(await again.closeInterrupted([])).toEqual([])
  await again.stop()
})

test('a log that opens late closes then what was cut off', async () => {
  const intent = await fixture.audit.intend(restart())
  disk.fail(full)
  const audit = await fixture.reopen({ deviceKeys: async () => [] })
  expect(await audit.closeInterrupted([])).toEqual([])
  disk.fail(null)
  await fixture.clock.advanceAsync(30_000)
  await vi.waitFor(async () => expect(await outcomesOf(intent.seq)).toEqual(['interrupted']))
  await audit.stop()

  async function outcomesOf(seq: number): Promise<string[]> {
    const { items } = await audit.list({ action: 'runOpsAction' }, { limit: 20, before: null })
    return items.filter(({ correlation }) => correlation.intended_seq === seq).map(({ outcome }) => outcome)
  }
})

test('at the end of the program what is owed is written', async () => {
  const intent = await fixture.audit.intend(restart())
  disk.fail(full)
  await intent.close('succeeded').catch(() => undefined)
  disk.fail(null)
  await fixture.audit.stop()
  const audit = await fixture.reopen()
  expect(await audit.closeInterrupted([])).toEqual([])
  await audit.stop()
})
