import { expect, test } from 'vitest'
import { canonicalJson } from '../../core/canonical-json.ts'
import { type NewAuditEntry, noHash } from './audit-entry.ts'
import { draftEntry } from './seal-entry.ts'
import { restart } from './test/audit-fixture.ts'

const redact = (text: string) => text.replaceAll('hunter2', '[secret]').replaceAll('4917612345678', '[phone]')

function seal(change: Partial<NewAuditEntry>) {
  const place = { seq: 7, at: '2026-11-23T02:07:00.000Z', prevHash: noHash }
  return draftEntry(restart(change), { agentId: 'ag_1', redact }, null).seal(place)
}

test('texts, names, and texts and long numbers among the parameters are redacted', () => {
  const params = { hunter2: 1, list: ['my hunter2', { text: 'fine' }], to: 4917612345678, port: 18789 }
  const { entry, line } = seal({ target: 'a hunter2', reason: 'hunter2!', detail: 'no hunter2', params })
  expect(line).not.toMatch(/hunter2|4917612345678/)
  expect(entry).toMatchObject({
    ...{ target: 'a [secret]', reason: '[secret]!', detail: 'no [secret]' },
    params_redacted: { '[secret]': 1, list: ['my [secret]', { text: 'fine' }], to: '[phone]', port: 18789 },
  })
})

test('a secret at the place where a text is cut is hidden whole', () => {
  const { entry } = seal({ detail: `${'x'.repeat(1995)}hunter2 and more` })
  expect(entry.detail).toBe(`${'x'.repeat(1995)}[sec…`)
})

test('a signature and hashes are never redacted', () => {
  const approvalSignature = 'eyJhbGciOiJFUzI1NiJ9.hunter2.hunter2'
  expect(seal({ approvalSignature }).entry.approval_signature).toBe(approvalSignature)
})

test('what is left out is null, and stands in the line', () => {
  const { line } = draftEntry(
    { actor: { subject: 'agent', device: null, role: null, via: 'agent' }, action: 'x', outcome: 'observed' },
    { agentId: 'ag_1', redact },
    null,
  ).seal({ seq: 1, at: '2026-11-23T02:07:00.000Z', prevHash: noHash })
  const entry = JSON.parse(line)
  expect(Object.values(entry).filter((value) => value === null)).toHaveLength(8)
  expect(canonicalJson(entry)).toBe(line.trimEnd())
})

test('parameters that are too large are replaced by what says so', () => {
  const { entry, line } = seal({ params: { config: 'ä'.repeat(100_000), hunter2: true } })
  expect(entry.params_redacted).toEqual({ left_out: 'They have 200028 bytes.', names: ['config', '[secret]'] })
  expect(canonicalJson(JSON.parse(line))).toBe(line.trimEnd())
})

test('an entry never has more than 64 KiB, whatever is put into it', () => {
  const wide = '\u0001'.repeat(100_000)
  const params = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}${'"'.repeat(300)}`, wide]))
  const { line } = seal({ target: wide, reason: wide, detail: wide, params, approvalSignature: 'x'.repeat(4096) })
  expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024)
})

test.each([
  ['undefined', { a: undefined }],
  ['a function', { a: () => 1 }],
  ['half a surrogate pair', { a: '\ud83d' }],
])('parameters with %s keep no entry from being written', (_, params) => {
  const { entry, line } = seal({ params, reason: 'half \ud83d' })
  expect(entry.params_redacted).toEqual({ left_out: 'They are not canonical JSON.', names: ['a'] })
  expect(canonicalJson(JSON.parse(line))).toBe(line.trimEnd())
})
