import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpApp } from '../../../test/http-app.ts'
import { createFakeClock } from '../../core/clock.fake.ts'
import { createRealIds } from '../../core/ids.real.ts'
import { loadKeys } from '../../core/keys.ts'
import type { AnyHandler } from '../../http/http.ts'
import { serveBytes } from '../../http/serve-bytes.ts'
import { type AuditFeature, createAudit } from './audit.ts'
import { restart } from './test/audit-fixture.ts'
import { inMemory } from './test/in-memory.ts'
import { verifyFile } from './verify/verify-export.ts'

let root: string
let audit: AuditFeature
let fingerprint: string
let get: (url: string, role?: string) => Promise<{ status: number; text: string; body: Record<string, unknown> }>
let close: () => Promise<void>
const failures: unknown[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'audit-'))
  const clock = createFakeClock()
  const store = new Map<string, string>()
  const secrets = {
    get: async (name: string) => store.get(name) ?? null,
    set: async (name: string, value: string) => void store.set(name, value),
  }
  const keys = await loadKeys({ secrets, ids: createRealIds(), clock })
  fingerprint = keys.fingerprint
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const directory = join(root, 'audit')
  audit = createAudit({ directory, clock, keys, log, redact: (text) => text, deviceKeys: async () => [] })
  await audit.start()
  const { app } = await createHttpApp(audit.handlers as unknown as Record<string, AnyHandler>, {
    streams: {
      exportAudit: async (input: Parameters<AuditFeature['streams']['exportAudit']>[0], reply) =>
        serveBytes(await audit.streams.exportAudit(input), reply, {
          media: 'application/x-ndjson',
          failed: (error) => failures.push(error),
        }),
    },
  })
  close = () => app.close()
  get = async (url, role = 'admin') => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${role}` } })
    const body = answer.headers['content-type'] === 'application/x-ndjson' ? {} : answer.json()
    return { status: answer.statusCode, text: answer.payload, body }
  }
})
afterEach(async () => {
  await close()
  await audit.stop()
  await rm(root, { recursive: true, force: true })
  expect(failures).toEqual([])
})

test('entries are listed page by page, each with its number as its id', async () => {
  for (let count = 0; count < 4; count++) await audit.log.append(restart())
  const first = await get('/audit/events?limit=3&action=runOpsAction', 'viewer')
  expect(first).toMatchObject({ status: 200, body: { items: [{ id: '6' }, { id: '5' }, { id: '4' }] } })
  const { body } = await get(`/audit/events?limit=3&cursor=${first.body.next_cursor}`, 'viewer')
  expect(body).toMatchObject({ items: [{ id: '3' }, { id: '2' }, { id: '1' }], next_cursor: null })
  expect((await get('/audit/events?cursor=x', 'viewer')).status).toBe(400)
  expect((await get('/audit/events?from=2026-11-24T00:00:00Z', 'viewer')).body.items).toEqual([])
})

test('one entry is read by its number', async () => {
  await audit.log.append(restart())
  expect(await get('/audit/events/3', 'viewer')).toMatchObject({
    status: 200,
    body: { seq: 3, reason: 'Telegram is silent.' },
  })
  for (const id of ['4', '0', '-1', '1e0', 'abc', '03']) expect((await get(`/audit/events/${id}`)).status).toBe(404)
})

test('a verification is valid only for the key that was named', async () => {
  await audit.log.checkpoint()
  expect((await get('/audit/verify', 'viewer')).body).toMatchObject({ verdict: 'unanchored', entries: 2, problems: [] })
  const { body } = await get(`/audit/verify?key=${fingerprint}`, 'viewer')
  expect(body).toMatchObject({ verdict: 'valid', checkpoint: { seq: 2, key_fingerprint: fingerprint } })
  expect((await get(`/audit/verify?key=SHA256:${'x'.repeat(43)}`)).body).toMatchObject({ verdict: 'broken' })
})

test('callers that ask for the same verification at once share it', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, () => get('/audit/verify', 'viewer')))
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200))
})

test('checkpoints are listed newest first', async () => {
  await audit.log.checkpoint()
  await audit.log.append(restart())
  await audit.log.checkpoint()
  const first = await get('/audit/checkpoints?limit=1', 'viewer')
  expect(first).toMatchObject({ status: 200, body: { items: [{ seq: 3, entries: 3 }], next_cursor: '3' } })
  expect((await get('/audit/checkpoints?limit=1&cursor=3', 'viewer')).body).toMatchObject({
    items: [{ seq: 2 }],
    next_cursor: null,
  })
})

test('an export verifies by itself, and one changed byte in it is found', async () => {
  for (let count = 0; count < 5; count++) await audit.log.append(restart())
  const { status, text } = await get('/audit/export')
  expect(status).toBe(200)
  const verdict = async (bytes: string) => (await verifyFile(inMemory(bytes), { key: fingerprint })).verdict
  expect(await verdict(text)).toBe('valid')
  expect(await verdict(text.replace('Telegram', 'Telegran'))).toBe('broken')
})

test('an export of entries that are not there is refused, and so is one for a viewer', async () => {
  expect(await get('/audit/export?from_seq=99')).toMatchObject({ status: 400, body: { code: 'validation_failed' } })
  expect((await get('/audit/export', 'viewer')).status).toBe(403)
})

test('while the log is not open nothing is read from it', async () => {
  await audit.stop()
  for (const path of ['/audit/events', '/audit/events/1', '/audit/verify', '/audit/export']) {
    expect(await get(path), path).toMatchObject({ status: 503, body: { code: 'audit_unavailable' } })
  }
})
