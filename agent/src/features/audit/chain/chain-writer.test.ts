import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AuditFixture, createAuditFixture, restart } from '../test/audit-fixture.ts'
import { createFailingDisk, type FailingDisk } from '../test/failing-disk.ts'

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

const unavailable = { code: 'audit_unavailable', status: 503 }
const text = (name = '000001.jsonl') => readFile(join(fixture.directory, name), 'utf8')
const verified = async () => (await fixture.audit.verify({})).problems

test('whoever comes while the disk is busy is written together with all others', async () => {
  const release = disk.hold()
  const before = disk.writes()
  const all = Array.from({ length: 300 }, (_, index) => fixture.audit.append(restart({ reason: `reason ${index}` })))
  release()
  const entries = await Promise.all(all)
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => 4 + index))
  expect(entries.map(({ reason }) => reason)).toEqual(entries.map((_, index) => `reason ${index}`))
  expect(disk.writes() - before).toBeLessThanOrEqual(3)
  expect(await verified()).toEqual([])
})

test('entries too large for one write go with the next one, in their order', async () => {
  const large = { text: 'x'.repeat(39_000) }
  const all = Array.from({ length: 60 }, () => fixture.audit.append(restart({ params: large })))
  expect((await Promise.all(all)).map(({ seq }) => seq)).toEqual(all.map((_, index) => 4 + index))
  expect(await verified()).toEqual([])
})

test.each([
  ['that is full', { code: 'ENOSPC', room: 0 }],
  ['that is full in the middle of a line', { code: 'ENOSPC', room: 500 }],
  ['that cannot make it durable', { code: 'EIO' }],
] as const)('on a disk %s nothing is acknowledged and nothing stays, and the log heals with it', async (_, failure) => {
  const before = await text()
  disk.fail(failure)
  const [one, other] = [fixture.audit.append(restart()), fixture.audit.append(restart())]
  await expect(one).rejects.toMatchObject(unavailable)
  await expect(other).rejects.toMatchObject(unavailable)
  await expect(fixture.audit.intend(restart())).rejects.toMatchObject(unavailable)
  disk.fail(null)
  const entry = await fixture.audit.append(restart())
  expect(entry.seq).toBe(4)
  expect((await text()).startsWith(before)).toBe(true)
  expect((await text()).trimEnd().split('\n')).toHaveLength(4)
  expect(await verified()).toEqual([])
})

test('while a half line cannot be cut off nothing is written behind it', async () => {
  disk.fail({ code: 'ENOSPC', room: 100 })
  await expect(fixture.audit.append(restart())).rejects.toMatchObject(unavailable)
  disk.fail(null)
  disk.refuseTruncate(true)
  await expect(fixture.audit.append(restart())).rejects.toMatchObject(unavailable)
  disk.refuseTruncate(false)
  await fixture.audit.append(restart())
  expect(await verified()).toEqual([])
})

test('one entry after another leaves room for everything else', async () => {
  let turns = 0
  let done = false
  const turn = () => {
    turns += 1
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  for (let count = 0; count < 200; count++) await fixture.audit.append(restart())
  done = true
  expect(turns).toBeGreaterThan(10)
})

test('a refusal says what to do and repeats no path', async () => {
  disk.fail({ code: 'ENOSPC', room: 0 })
  const message = await fixture.audit.append(restart()).catch((error: Error) => error.message)
  expect(message).toContain('ENOSPC')
  expect(message).not.toContain(fixture.directory)
  disk.fail(null)
})

test('a full file is followed by the next one, which begins with what a reader must know', async () => {
  const small = await createAuditFixture({ maxFileBytes: 3000 })
  const intent = await small.audit.intend(restart())
  for (let count = 0; count < 8; count++) await small.audit.append(restart())
  const names = (await readdir(small.directory)).filter((name) => name.startsWith('0')).sort()
  expect(names.length).toBeGreaterThan(2)
  const [begun, agent, device] = (await readFile(join(small.directory, '000002.jsonl'), 'utf8')).split('\n').map(parse)
  expect(begun).toMatchObject({
    action: 'audit.file_begun',
    params_redacted: { file: '000002.jsonl', previous: '000001.jsonl', why: 'full', open_intents: [intent.seq] },
  })
  expect(begun.params_redacted.entries_before).toBe(begun.seq - 1)
  expect(
    [agent, device].map(({ action, params_redacted: params }) => [action, params.device, params.from_seq]),
  ).toEqual([
    ['audit.signer_carried', null, 2],
    ['audit.signer_carried', 'dev_1', 3],
  ])
  await small.audit.stop()
  const again = await small.reopen()
  expect(await again.verify({ key: small.keys.fingerprint })).toMatchObject({ verdict: 'valid', problems: [] })
  const [closed] = await again.closeInterrupted([])
  expect(closed).toMatchObject({ outcome: 'interrupted', correlation: { intended_seq: intent.seq } })
  await again.stop()
  await small.remove()
})

test('a file that somebody else wrote into is left as it is, and the chain goes on in the next one', async () => {
  await appendFile(join(fixture.directory, '000001.jsonl'), 'not a line')
  await fixture.audit.append(restart())
  const [begun] = (await text('000002.jsonl')).split('\n').map(parse)
  expect(begun).toMatchObject({ seq: 4, params_redacted: { why: 'changed_outside', previous: '000001.jsonl' } })
  expect(await verified()).toMatchObject([{ kind: 'unreadable', file: '000001.jsonl', seq: 4 }])
})

test('a file that was deleted under the log is not written to any more', async () => {
  await rm(join(fixture.directory, '000001.jsonl'))
  await fixture.audit.append(restart())
  expect(await text('000002.jsonl')).toContain('runOpsAction')
  expect(await verified()).toMatchObject([{ kind: 'missing', seq: 1 }])
})

test('a file that somebody put in the way is not written to', async () => {
  await writeFile(join(fixture.directory, '000002.jsonl'), 'mine\n')
  await appendFile(join(fixture.directory, '000001.jsonl'), 'x')
  await fixture.audit.append(restart())
  expect(await text('000002.jsonl')).toBe('mine\n')
  expect(await text('000003.jsonl')).toContain('runOpsAction')
})

function parse(line: string) {
  return line === '' ? null : JSON.parse(line)
}
