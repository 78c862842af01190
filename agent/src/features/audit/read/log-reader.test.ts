import { afterAll, beforeAll, expect, test } from 'vitest'
import { isoTime } from '../../../core/clock.ts'
import { type AuditFixture, createAuditFixture, person, restart } from '../test/audit-fixture.ts'
import type { EntryFilter } from './list-entries.ts'

let fixture: AuditFixture

/** Seven files of entries, some of them long. */
beforeAll(async () => {
  fixture = await createAuditFixture({ maxFileBytes: 200_000 })
  for (let index = 0; index < 400; index++) {
    const large = index % 10 === 0 ? { text: 'x'.repeat(20_000) } : { seq: index, outcome: 'failed', action: 'mine' }
    await fixture.audit.append(
      restart({
        ...{ params: large, jobId: `job_${index % 7}`, confirmationId: null },
        ...(index % 5 === 0 ? { actor: { ...person, subject: 'host' }, outcome: 'failed' } : {}),
      }),
    )
    fixture.clock.advance(1000)
  }
})
afterAll(async () => {
  await fixture.audit.stop()
  await fixture.remove()
})

async function all(filter: EntryFilter, limit: number): Promise<number[]> {
  const seqs: number[] = []
  for (let before: number | null = null; ; ) {
    const { items, next } = await fixture.audit.list(filter, { limit, before })
    expect(items.length).toBeLessThanOrEqual(limit)
    seqs.push(...items.map(({ seq }) => seq))
    if (next === null) return seqs
    before = next
  }
}

test('pages of any size give every entry once, newest first', async () => {
  const { seq } = fixture.audit.head()
  const every = Array.from({ length: seq }, (_, index) => seq - index)
  for (const limit of [1, 7, 200]) expect(await all({}, limit)).toEqual(every)
})

test('filters take what the entry says, not what its parameters say', async () => {
  expect(await all({ outcome: 'failed' }, 30)).toHaveLength(80)
  expect(await all({ action: 'mine' }, 30)).toEqual([])
  expect(await all({ subject: 'host', jobId: 'job_0' }, 30)).toHaveLength(12)
  expect(await all({ instanceId: 'in_1' }, 200)).toHaveLength(400)
  expect(await all({ confirmationId: 'cf_1' }, 30)).toEqual([])
})

test('a time may begin and end a list', async () => {
  const { items } = await fixture.audit.list({}, { limit: 20, before: null })
  const [from, to] = [Date.parse(String(items[9]?.at)), Date.parse(String(items[2]?.at))]
  expect(await all({ from, to }, 5)).toEqual(items.slice(3, 10).map(({ seq }) => seq))
  expect(isoTime(from)).toBe(items[9]?.at)
})

test('every entry is found by its number', async () => {
  const { seq: last } = fixture.audit.head()
  for (let seq = 1; seq <= last; seq++) expect((await fixture.audit.get(seq))?.seq).toBe(seq)
  expect(await fixture.audit.get(0)).toBeNull()
  expect(await fixture.audit.get(last + 1)).toBeNull()
})

test('an export of a range that is not there is none', async () => {
  const { seq } = fixture.audit.head()
  expect(await fixture.audit.export({ fromSeq: seq + 1 })).toBeNull()
  expect(await fixture.audit.export({ fromSeq: 9, toSeq: 8 })).toBeNull()
})

test('an export holds the entries as they were written, between a header and the checkpoints', async () => {
  const chunks: Buffer[] = []
  for await (const chunk of (await fixture.audit.export({ fromSeq: 100, toSeq: 300 })) ?? []) chunks.push(chunk)
  const [header, ...rest] = Buffer.concat(chunks).toString().trimEnd().split('\n')
  expect(JSON.parse(String(header))).toMatchObject({
    ...{ format: 'moltbot-ops-audit/1', agent_id: fixture.keys.agentId, first_seq: 100, last_seq: 300 },
    public_key: fixture.keys.publicKey,
    registered_signers: [{ device: null }, { device: 'dev_1' }],
  })
  const entries = rest.filter((line) => line.startsWith('{"action"')).map((line) => JSON.parse(line))
  expect(entries).toHaveLength(201)
  for (const entry of entries) expect(await fixture.audit.get(entry.seq)).toEqual(entry)
})
