import { expect, test } from 'vitest'
import { backOffMs, backOffPolicy } from './back-off.ts'

test('each failure waits twice as long as the one before, up to five minutes', () => {
  const waits = [1, 2, 3, 4, 8, 9, 1000].map((failures) => backOffMs(backOffPolicy, failures, 0.999_999))
  expect(waits).toEqual([2000, 4000, 8000, 16_000, 256_000, 300_000, 300_000])
})

test('half of the wait is left to chance', () => {
  expect(backOffMs(backOffPolicy, 3, 0)).toBe(4000)
  expect(backOffMs(backOffPolicy, 3, 0.5)).toBe(6000)
})
