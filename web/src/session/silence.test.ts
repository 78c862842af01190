import { expect, it } from 'vitest'
import { silenceOf } from './silence.ts'

it('an agent is silent once its stream is broken for longer than a moment', () => {
  const lastDataAt = 1_000_000
  expect(silenceOf({ kind: 'reconnecting', lastDataAt }, lastDataAt + 4000)).toBeNull()
  expect(silenceOf({ kind: 'reconnecting', lastDataAt }, lastDataAt + 12_000)).toBe(12_000)
  expect(silenceOf({ kind: 'offline', lastDataAt }, lastDataAt + 60_000)).toBe(60_000)
  expect(silenceOf({ kind: 'live', lastDataAt }, lastDataAt + 60_000)).toBeNull()
  expect(silenceOf({ kind: 'offline', lastDataAt: null }, lastDataAt)).toBeNull()
})
