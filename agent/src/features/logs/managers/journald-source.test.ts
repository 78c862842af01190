import { expect, test } from 'vitest'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { HostError, type Journal, type JournalLine, type JournalUnit } from '../../../host/host.ts'
import type { SourceChunk } from '../source/log-source.ts'
import { createJournaldSource } from './journald-source.ts'

const place = (number: number) => `${'a'.repeat(32)}-${number.toString(16)}`
const line = (number: number): JournalLine => ({
  cursor: place(number),
  at: number,
  text: `n${number}`,
  truncated: false,
})
const all = [1, 2, 3, 4, 5].map(line)
const unit: JournalUnit = { name: 'moltbot.service', scope: 'system', ownerUid: 0 }
const clock = createFakeClock()
const { signal } = new AbortController()

function setUp(changed: Partial<Journal> = {}) {
  const numberOf = (cursor: string | null) => (cursor === null ? 5 : all.findIndex((one) => one.cursor === cursor) + 1)
  const journal: Journal = {
    refusal: async () => null,
    before: async (_unit, cursor, count) => all.slice(0, numberOf(cursor)).slice(-count),
    after: async (_unit, cursor, count) => all.slice(numberOf(cursor)).slice(0, count),
    async *follow(_unit, cursor) {
      yield all.slice(numberOf(cursor))
    },
    ...changed,
  }
  return createJournaldSource({ journal, unit, clock })
}

test('lines come with the time at which the journal received them, and it is said whether there are more', async () => {
  const source = setUp()
  const read = await source.before(null, 2, signal)
  expect(read).toEqual({
    lines: [4, 5].map((number) => ({
      position: place(number),
      text: `n${number}`,
      truncated: false,
      receivedAt: number,
    })),
    older: true,
  })
  expect(await source.before(place(2), 5, signal)).toMatchObject({
    lines: [{ text: 'n1' }, { text: 'n2' }],
    older: false,
  })
  expect(await source.after(place(2), 2, signal)).toMatchObject({
    chunks: [{ lines: [{ text: 'n3' }, { text: 'n4' }] }],
    more: true,
  })
  expect(await source.facts()).toMatchObject({ available: true, reason: null, newestAt: 5 })
})

test('a place of somebody else is a gap', async () => {
  const source = setUp()
  expect(await source.before('x', 5, signal)).toEqual({ lines: [], older: false })
  expect(await source.after('x', 5, signal)).toMatchObject({ chunks: [{ gap: { reason: 'cursor_unknown' } }] })
  const [gap] = await taken(source.follow('x', signal), 1)
  expect(gap).toMatchObject({ kind: 'gap', gap: { reason: 'cursor_unknown' } })
})

test('a journal that breaks while it is followed is a gap in its place', async () => {
  const source = setUp({
    async *follow() {
      yield [line(1)]
      throw new HostError('failed', 'The journal ended')
    },
  })
  expect(await taken(source.follow(null, signal), 2)).toMatchObject([
    { kind: 'lines', lines: [{ text: 'n1' }] },
    { kind: 'gap', position: place(1), gap: { reason: 'unreadable', message: 'The journal ended.' } },
  ])
})

test('a journal that may not be read says why', async () => {
  expect(await setUp({ refusal: async () => 'Not for you.' }).facts()).toMatchObject({
    available: false,
    reason: 'Not for you.',
    newestAt: null,
  })
})

test('whether the journal may be read is asked rarely', async () => {
  let reason: string | null = 'Not for you.'
  const source = setUp({ refusal: async () => reason })
  expect(await source.facts()).toMatchObject({ available: false })
  reason = null
  clock.advance(29_999)
  expect(await source.facts()).toMatchObject({ available: false })
  clock.advance(1)
  expect(await source.facts()).toMatchObject({ available: true })
})

async function taken(chunks: AsyncIterable<SourceChunk>, count: number): Promise<SourceChunk[]> {
  const found: SourceChunk[] = []
  for await (const chunk of chunks) if (found.push(chunk) === count) break
  return found
}
