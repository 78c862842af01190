import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditFixture, approval, createAuditFixture, createDevice, restart } from '../test/audit-fixture.ts'
import { inMemory } from '../test/in-memory.ts'
import type { Verification, VerifyOptions } from './verdict.ts'
import { verifyFile } from './verify-export.ts'
import { verifyLog } from './verify-log.ts'

let fixture: AuditFixture
/** An export of about forty entries with several checkpoints. */
let whole: Buffer
/** The file itself before the last entry; with no signature in it to check, it is verified in a moment. */
let raw: Buffer

beforeAll(async () => {
  fixture = await createAuditFixture()
  const { audit, directory } = fixture
  for (let round = 0; round < 12; round++) {
    await audit.append(restart({ params: { action: 'restart', instance_id: 'in_1', round } }))
    const intent = await audit.intend(restart({ reason: 'Grüße, "quoted" \\ and 😀' }))
    await intent.close('succeeded', { detail: 'ready', jobId: `job_${round}` })
    if (round % 6 === 0) await audit.checkpoint()
  }
  raw = await readFile(join(directory, '000001.jsonl'))
  await audit.append(approval(fixture))
  whole = await exported(fixture)
})
afterAll(async () => {
  await fixture.audit.stop()
  await fixture.remove()
})

async function exported({ audit }: AuditFixture, range = {}): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of (await audit.export(range)) ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function verify(bytes: Uint8Array | string, options: VerifyOptions = {}): Promise<Verification> {
  return verifyFile(inMemory(bytes), options)
}

const linesOf = (bytes: Buffer) => bytes.toString('latin1').split(/(?<=\n)/)
const join8 = (lines: string[]) => Buffer.from(lines.join(''), 'latin1')
const isEntry = (line: string) => line.startsWith('{"action"')

test('an export that nobody touched verifies, and only a named key makes it valid', async () => {
  const { fingerprint } = fixture.keys
  expect(linesOf(whole).filter(isEntry).length).toBe(40)
  expect(await verify(whole, { key: fingerprint })).toMatchObject({
    ...{ verdict: 'valid', entries: 40, first_seq: 1, last_seq: 40, problems: [] },
    checkpoint: { seq: 40, key_fingerprint: fingerprint, entries: 40 },
  })
  expect(await verify(whole)).toMatchObject({ verdict: 'unanchored', problems: [] })
  const other = await verify(whole, { key: `SHA256:${'x'.repeat(43)}` })
  expect(other).toMatchObject({ verdict: 'broken', problems: [{ kind: 'bad_checkpoint' }] })
})

/** Places of the bytes for which `changed` is still not called broken. */
async function missedAmong(bytes: Buffer, places: number[]): Promise<number[]> {
  const missed: number[] = []
  const changed = Buffer.from(bytes)
  for (const at of places) {
    changed[at] = (bytes[at] ?? 0) ^ 1
    if ((await verify(changed)).verdict !== 'broken') missed.push(at)
    changed[at] = bytes[at] ?? 0
  }
  return missed
}

test('every changed byte of every entry is found', async () => {
  expect(await missedAmong(raw, [...raw.keys()])).toEqual([])
}, 60_000)

test('every changed byte of the header and of the checkpoints is found', async () => {
  const lines = linesOf(whole)
  const header = lines[0]?.length ?? 0
  const checkpoints = lines.filter((line) => line.startsWith('{"checkpoint"')).join('').length
  const places = [...whole.keys()].filter((at) => at < header || at >= whole.length - checkpoints)
  expect(places.length).toBeGreaterThan(2500)
  expect(await missedAmong(whole, places)).toEqual([])
}, 60_000)

test('a changed byte of an entry is found in its entry, at its place, and the rest still verifies', async () => {
  let offset = 0
  let seq = 0
  for (const line of linesOf(whole)) {
    if (isEntry(line)) {
      seq += 1
      for (const part of [0.2, 0.5, 0.9]) {
        const bytes = Buffer.from(whole)
        const at = offset + Math.floor(line.length * part)
        bytes[at] = (whole[at] ?? 0) ^ 2
        const { problems, entries } = await verify(bytes)
        expect(problems[0], `byte ${at}`).toMatchObject({ seq, offset })
        expect(entries, `byte ${at}`).toBe(39)
      }
    }
    offset += line.length
  }
})

test('every removed line is found', async () => {
  const lines = linesOf(whole)
  for (const index of lines.keys()) {
    const found = await verify(join8(lines.toSpliced(index, 1)))
    expect(found.verdict, `line ${index}`).toBe('broken')
    const last = lines.findLastIndex(isEntry)
    if (isEntry(lines[index] ?? '')) {
      const kind = index === last ? 'cut_tail' : 'missing'
      expect(found.problems[0], `line ${index}`).toMatchObject({ kind, seq: index })
    }
  }
})

test('every line that stands twice is found', async () => {
  const lines = linesOf(whole)
  for (const [index, line] of lines.entries()) {
    const { verdict, problems } = await verify(join8(lines.toSpliced(index, 0, line)))
    expect(verdict, `line ${index}`).toBe('broken')
    if (isEntry(line)) expect(problems, `line ${index}`).toMatchObject([{ kind: 'inserted', seq: index }])
  }
})

test('every two neighbours that changed places are found', async () => {
  const lines = linesOf(whole)
  for (let index = 0; index + 1 < lines.length; index++) {
    const [one = '', other = ''] = lines.slice(index, index + 2)
    const { verdict, problems } = await verify(join8(lines.toSpliced(index, 2, other, one)))
    expect(verdict, `line ${index}`).toBe('broken')
    if (isEntry(one) && isEntry(other)) {
      expect(problems.map(({ kind, seq }) => `${kind} ${seq}`)).toEqual(
        expect.arrayContaining([`missing ${index}`, `reordered ${index}`]),
      )
    }
  }
})

test('every cut is found: in the header, in entries, between lines and in the checkpoints', async () => {
  const lines = linesOf(whole)
  const ends = lines.map((_, index) => lines.slice(0, index + 1).join('').length)
  const near = new Set(ends.flatMap((end) => [end - 2, end - 1, end, end + 1]))
  const [header = 0, firstEntry = 0] = ends
  const last = ends.at(-2) ?? 0
  const cuts = [...whole.keys()].filter((at) => near.has(at) || at < firstEntry || at > last)
  expect(cuts.length).toBeGreaterThan(header + 1000)
  const missed: number[] = []
  for (const length of cuts) {
    if ((await verify(whole.subarray(0, length))).verdict !== 'broken') missed.push(length)
  }
  expect(missed).toEqual([])
}, 60_000)

test('a hash that was moved to another place of its line is found', async () => {
  const lines = linesOf(whole)
  const index = lines.findIndex((line) => line.includes('"instance_id":"in_1","round":3'))
  const line = lines[index] ?? ''
  const [field = ''] = /"hash":"\w{64}",/.exec(line) ?? []
  for (const place of [
    '"instance_id":"in_1","round"',
    '"round":3',
    '"action":"runOpsAction","actor"',
    '"device":',
    '"target"',
  ]) {
    const moved = line.replace(field, '').replace(place, `${field}${place}`)
    expect(moved).toHaveLength(line.length)
    const { problems } = await verify(join8(lines.toSpliced(index, 1, moved)))
    expect(problems, place).toMatchObject([{ seq: index, kind: 'changed' }])
  }
})

test('a part of the log verifies by itself, also from its middle', async () => {
  const part = await exported(fixture, { fromSeq: 11, toSeq: 30 })
  const found = await verify(part, { key: fixture.keys.fingerprint })
  expect(found).toMatchObject({ verdict: 'valid', entries: 20, first_seq: 11, last_seq: 30, checkpoint: { seq: 30 } })
  const lines = linesOf(part)
  const shorter = await verify(join8(lines.toSpliced(20, 1)))
  expect(shorter.problems).toMatchObject([{ kind: 'cut_tail', seq: 30 }])
})

test('a checkpoint that was kept elsewhere shows a tail that was cut, and a log that was written anew', async () => {
  const [newest, , older] = await fixture.audit.listCheckpoints({ limit: 9, before: null })
  const part = await exported(fixture, { toSeq: 20 })
  const key = fixture.keys.fingerprint
  expect((await verify(part, { key, witnesses: [String(older?.signature)] })).verdict).toBe('valid')
  const cut = await verify(part, { key, witnesses: [String(newest?.signature)] })
  expect(cut.problems).toMatchObject([{ kind: 'cut_tail', seq: 21 }])
  const other = await createAuditFixture()
  const foreign = await other.audit.checkpoint()
  await other.audit.stop()
  await other.remove()
  const strange = await verify(whole, { key, witnesses: [foreign.signature, 'a.b.c'] })
  expect(strange.problems).toMatchObject([{ kind: 'bad_checkpoint' }, { kind: 'bad_checkpoint' }])
})

test('a file of the log without anything beside it is unanchored, and says when its beginning is gone', async () => {
  expect(await verify(raw, { key: fixture.keys.fingerprint })).toMatchObject({ verdict: 'unanchored', entries: 39 })
  const headless = linesOf(raw).slice(1).join('')
  expect((await verify(Buffer.from(headless, 'latin1'))).problems).toMatchObject([{ kind: 'missing', seq: 1 }])
})

test('what is no log is told as such', async () => {
  for (const text of ['', '\n', 'hello\n', '{}\n', '{"action":1}\n', `${'x'.repeat(3_000_000)}\n`]) {
    const { verdict, problems } = await verify(text)
    expect(verdict, text.slice(0, 20)).toBe('broken')
    expect(problems.length, text.slice(0, 20)).toBeGreaterThan(0)
  }
})

test.each([
  ['by another device', { device: 'dev_2' }, 'unregistered_signer'],
  ['that nobody made', { signature: 'e30.e30.c2ln' }, 'unregistered_signer'],
  ['that is missing', { signature: null }, 'bad_signature'],
  ['over another plan', { plan_hash: `sha256:${'c'.repeat(64)}` }, 'bad_signature'],
  ['over another proposal', { confirmation_id: 'cf_2' }, 'bad_signature'],
  ['for another agent', { aud: 'ag_other' }, 'bad_signature'],
  ['of a refusal', { decision: 'deny' }, 'bad_signature'],
])(
  'an approval with a signature %s is found',
  async (_, { device, signature, ...change }: Record<string, unknown>, kind) => {
    const own = await createAuditFixture()
    const stranger = { ...own, device: createDevice('dev_2') }
    const entry = approval(device === undefined ? own : stranger, change)
    await own.audit.append(
      signature === undefined ? entry : { ...entry, approvalSignature: signature as string | null },
    )
    const found = await verify(await exported(own))
    await own.audit.stop()
    await own.remove()
    expect(found).toMatchObject({ verdict: 'broken', problems: [{ kind, seq: 4 }] })
  },
)

test('an approval at the terminal is signed by the agent itself', async () => {
  const own = await createAuditFixture()
  const { aud, payload } = { aud: own.keys.agentId, payload: { confirmation_id: 'cf_1', decision: 'approve' } }
  const entry = approval(own)
  const signed = own.keys.signStatement({ aud, ...payload, plan_hash: entry.planHash, via: 'terminal' }, 'approval+jwt')
  const host = { subject: 'host', device: null, role: 'owner', via: 'terminal' }
  await own.audit.append({ ...entry, actor: host, approvalSignature: signed })
  const found = await verify(await exported(own))
  await own.audit.stop()
  await own.remove()
  expect(found.problems).toEqual([])
})

test('a directory is verified with its files and checkpoints, and a lost file is found', async () => {
  const own = await createAuditFixture({ maxFileBytes: 4000 })
  for (let round = 0; round < 12; round++) await own.audit.append(restart())
  await own.audit.stop()
  const key = own.keys.fingerprint
  expect(await verifyLog(own.directory, { key })).toMatchObject({ verdict: 'valid', problems: [] })
  await rm(join(own.directory, '000002.jsonl'))
  const found = await verifyLog(own.directory, { key })
  expect(found.problems).toMatchObject([{ kind: 'missing', file: '000003.jsonl', offset: 0 }])
  await own.remove()
})
