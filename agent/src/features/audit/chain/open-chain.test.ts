import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AuditLog } from '../audit-log.ts'
import { type AuditFixture, createAuditFixture, restart } from '../test/audit-fixture.ts'

let fixture: AuditFixture
let file: string

beforeEach(async () => {
  fixture = await createAuditFixture()
  file = join(fixture.directory, '000001.jsonl')
  await fixture.audit.append(restart())
})
afterEach(() => fixture.remove())

async function withNextRun(check: (audit: AuditLog) => Promise<void>): Promise<void> {
  const audit = await fixture.reopen()
  await check(audit)
  await audit.stop()
}

test('the next run goes on where the last one ended', async () => {
  await fixture.audit.stop()
  await withNextRun(async (audit) => {
    expect((await audit.append(restart())).seq).toBe(5)
    expect(await audit.verify({ key: fixture.keys.fingerprint })).toMatchObject({ verdict: 'valid', entries: 5 })
  })
  expect(fixture.said).toEqual([])
})

test.each([1, 40, 300])('a torn last line of %i bytes is cut off, kept, and told in the log', async (length) => {
  const whole = await readFile(file)
  const line = whole.subarray(0, length)
  await appendFile(file, line)
  await withNextRun(async (audit) => {
    const [note] = (await audit.list({ action: 'audit.torn_line_cut' }, { limit: 5, before: null })).items
    const kept = String(note?.params_redacted?.kept_as)
    expect(note).toMatchObject({ seq: 5, params_redacted: { bytes: length, offset: whole.length } })
    expect(await readFile(join(fixture.directory, kept))).toEqual(line)
    expect((await readFile(file)).subarray(0, whole.length)).toEqual(whole)
    expect((await audit.verify({})).problems).toEqual([])
  })
  expect(fixture.said.join()).toContain('audit.torn_line_cut')
})

test('zeros that a crash of the machine left at the end are a torn line too', async () => {
  await appendFile(file, Buffer.alloc(100_000))
  await withNextRun(async (audit) => expect((await audit.verify({})).problems).toEqual([]))
})

test('a first line that never got whole leaves an empty log to begin with', async () => {
  await fixture.audit.stop()
  await rm(join(fixture.directory, 'checkpoints.jsonl'))
  await truncate(file, 100)
  await withNextRun(async (audit) => {
    expect(await audit.get(1)).toMatchObject({ action: 'audit.file_begun' })
    expect((await audit.verify({})).problems).toEqual([])
  })
})

test('after a byte was changed the chain goes on in a new file, with a note, and a verification names the place', async () => {
  await fixture.audit.stop()
  const bytes = await readFile(file)
  bytes.write('Y', bytes.indexOf('Telegram'))
  await writeFile(file, bytes)
  await withNextRun(async (audit) => {
    const [note] = (await audit.list({ action: 'audit.damage_found' }, { limit: 5, before: null })).items
    expect(note?.params_redacted).toMatchObject({ problems: [{ kind: 'changed', seq: 4 }] })
    expect(await audit.get(5)).toMatchObject({ action: 'audit.file_begun', params_redacted: { why: 'damaged' } })
    const { problems } = await audit.verify({})
    expect(problems[0]).toMatchObject({ kind: 'changed', seq: 4, file: '000001.jsonl' })
  })
})

test('numbers of entries that were cut off and had been signed are not given again', async () => {
  for (let count = 0; count < 3; count++) await fixture.audit.append(restart())
  await fixture.audit.stop()
  const lines = (await readFile(file, 'utf8')).split(/(?<=\n)/)
  await truncate(file, Buffer.byteLength(lines.slice(0, 5).join('')))
  await withNextRun(async (audit) => {
    expect(await audit.get(8)).toMatchObject({ action: 'audit.file_begun', params_redacted: { why: 'damaged' } })
    expect((await audit.verify({})).problems).toMatchObject([{ kind: 'missing', seq: 6, file: '000002.jsonl' }])
  })
})

test('checkpoints that somebody changed are kept aside and told', async () => {
  await fixture.audit.stop()
  const path = join(fixture.directory, 'checkpoints.jsonl')
  await writeFile(path, (await readFile(path, 'utf8')).replace('"checkpoint":"e', '"checkpoint":"f'))
  await withNextRun(async (audit) => {
    const { items } = await audit.list({ action: 'audit.checkpoints_kept_aside' }, { limit: 5, before: null })
    expect(await readdir(fixture.directory)).toContain(items[0]?.params_redacted?.kept_as)
    await audit.checkpoint()
    expect((await audit.verify({})).problems).toEqual([])
  })
})

test('a log of another agent is kept aside whole', async () => {
  await fixture.audit.stop()
  const other = await createAuditFixture()
  await other.audit.stop()
  await rm(other.directory, { recursive: true })
  await rename(fixture.directory, other.directory)
  const audit = await other.reopen()
  expect(await audit.get(1)).toMatchObject({ agent_id: other.keys.agentId, seq: 1 })
  const [note] = (await audit.list({ action: 'audit.other_log_kept_aside' }, { limit: 5, before: null })).items
  const kept = join(other.directory, '..', String(note?.params_redacted?.kept_as))
  expect(await readFile(join(kept, '000001.jsonl'), 'utf8')).toContain(fixture.keys.agentId)
  await audit.stop()
  await other.remove()
})

test('a file that is a symlink is not followed, and nothing may be changed until it is gone', async () => {
  await fixture.audit.stop()
  const elsewhere = join(fixture.directory, '..', 'elsewhere')
  await rename(file, elsewhere)
  await symlink(elsewhere, file)
  const before = await readFile(elsewhere)
  const audit = await fixture.reopen()
  await expect(audit.append(restart())).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(await readFile(elsewhere)).toEqual(before)
  expect(fixture.said.join()).toContain('cannot be opened')
  await rm(file)
  await rename(elsewhere, file)
  await fixture.clock.advanceAsync(30_000)
  expect((await vi.waitFor(() => audit.append(restart()))).seq).toBe(5)
  await audit.stop()
})

test('a directory that cannot be made is tried again', async () => {
  await fixture.audit.stop()
  await rm(fixture.directory, { recursive: true })
  await writeFile(fixture.directory, 'in the way')
  const audit = await fixture.reopen()
  await expect(audit.intend(restart())).rejects.toMatchObject({ code: 'audit_unavailable', status: 503 })
  await rm(fixture.directory)
  await mkdir(fixture.directory)
  await fixture.clock.advanceAsync(30_000)
  expect((await vi.waitFor(() => audit.append(restart()))).seq).toBe(4)
  await audit.stop()
})
