import { expect, test } from 'vitest'
import { answered, evidence, gone, now } from '../test/evidence.fake.ts'
import { advanceMarks, noMarks } from './marks.ts'

const at = (mono: number) => ({ at: { ...now, mono } })
const silent = { kind: 'timeout' as const, afterMs: 1500 }

test('a mark keeps its first moment and is gone when the thing is', () => {
  const first = advanceMarks(noMarks, evidence({ ...at(1000), probe: silent }), 'b')
  const second = advanceMarks(first, evidence({ ...at(3000), probe: silent }), 'b')
  expect(second).toMatchObject({ bootSince: 1000, silentSince: 1000, readySince: null, seenUnready: true })
  expect(advanceMarks(second, evidence(at(5000)), 'b')).toMatchObject({ silentSince: null, readySince: 5000 })
})

test('a new start forgets what was said of the one before', () => {
  const first = advanceMarks(noMarks, evidence({ ...at(1000), probe: silent }), 'b')
  expect(advanceMarks(first, evidence(at(2000)), 'c')).toMatchObject({
    bootId: 'c',
    bootSince: 2000,
    seenUnready: false,
  })
})

test('an announced end counts until the gateway is ready again', () => {
  const ending = { kind: 'shutdown' as const, restartExpectedMs: 1500, message: '' }
  const link = { phase: 'waiting' as const, hello: null, ending, failures: 1 }
  const first = advanceMarks(noMarks, evidence({ ...at(1000), link, probe: { ...answered, ready: false } }), 'b')
  expect(first).toMatchObject({ restartAnnouncedAt: 1000, stopAnnouncedAt: null })
  expect(advanceMarks(first, evidence({ ...at(2000), link }), 'b').restartAnnouncedAt).toBeNull()
})

test('nothing is silent or closed where nothing runs', () => {
  const marks = advanceMarks(noMarks, evidence(gone), null)
  expect(marks).toMatchObject({ bootSince: null, silentSince: null, closedSince: null })
})

test('each account of a channel has a mark of its own', () => {
  const channel = {
    id: 'telegram',
    account: 'a',
    configured: true,
    running: true,
    connected: false,
    lifecycle: null,
    lastError: null,
    lastInboundAt: null,
    observedAt: 0,
  }
  const first = advanceMarks(noMarks, evidence({ ...at(1000), channels: [channel] }), 'b')
  const both = [channel, { ...channel, account: 'b' }, { ...channel, account: 'c', connected: true }]
  expect(advanceMarks(first, evidence({ ...at(3000), channels: both }), 'b').channelSilentSince).toEqual({
    'telegram/a': 1000,
    'telegram/b': 3000,
  })
})
