import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '../../core/canonical-json.ts'
import { type AuditFixture, approval, createAuditFixture, restart } from './test/audit-fixture.ts'

let fixture: AuditFixture

beforeEach(async () => {
  fixture = await createAuditFixture()
})
afterEach(async () => {
  await fixture.audit.stop()
  await fixture.remove()
})

const lines = async () => (await readFile(join(fixture.directory, '000001.jsonl'), 'utf8')).trimEnd().split('\n')

test('the whole way of an act verifies', async () => {
  const { audit, keys } = fixture
  await audit.append(restart())
  await audit.append(approval(fixture))
  const intent = await audit.intend(restart())
  await intent.close('succeeded', { detail: 'It is ready.', jobId: 'job_1' })
  await audit.checkpoint()
  const found = await audit.verify({ key: keys.fingerprint })
  expect(found).toMatchObject({ verdict: 'valid', problems: [], entries: 7, first_seq: 1, last_seq: 7 })
  expect(await audit.get(7)).toMatchObject({
    outcome: 'succeeded',
    detail: 'It is ready.',
    correlation: { confirmation_id: 'cf_1', job_id: 'job_1', intended_seq: 6 },
  })
})

test('a line is the canonical JSON of its entry', async () => {
  await fixture.audit.append(restart({ params: { z: 1, a: { ü: [true, null] } } }))
  for (const line of await lines()) expect(canonicalJson(JSON.parse(line))).toBe(line)
})

test('only this user can read it', async () => {
  await fixture.audit.checkpoint()
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  expect(await mode(fixture.directory)).toBe('700')
  for (const name of ['000001.jsonl', 'checkpoints.jsonl'])
    expect(await mode(join(fixture.directory, name))).toBe('600')
})
