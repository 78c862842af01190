import { expect, test } from 'vitest'
import { createFakeClock } from '../core/clock.fake.ts'
import { createRequestLimit } from './request-limit.ts'

test('a caller may burst, then is told how long to wait, then may go on', () => {
  const clock = createFakeClock()
  const take = createRequestLimit(clock, { perSecond: 2, burst: 3 })
  for (let n = 0; n < 3; n += 1) take('a')
  expect(() => take('a')).toThrow(expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 1 }))
  clock.advance(500)
  take('a')
  expect(() => take('a')).toThrow(/Too many requests/)
})

test('one caller never uses up what another has', () => {
  const take = createRequestLimit(createFakeClock(), { perSecond: 1, burst: 1 })
  take('a')
  expect(() => take('a')).toThrow()
  expect(() => take('b')).not.toThrow()
})

test('ten thousand callers are remembered, the one that was quiet longest is forgotten first', () => {
  const take = createRequestLimit(createFakeClock(), { perSecond: 1, burst: 1 })
  for (let n = 0; n < 10_000; n += 1) take(`caller ${n}`)
  expect(() => take('caller 1')).toThrow()
  take('newcomer')
  expect(() => take('caller 0')).not.toThrow()
  expect(() => take('caller 1')).toThrow()
})
