import { expect, test } from 'vitest'
import { backOff } from './back-off.ts'
import type { Ending } from './session.ts'

const lost: Ending = { kind: 'lost', message: '' }
const notYet = (retryAfterMs: number | null): Ending => ({ kind: 'not_yet', message: '', retryAfterMs })

test('it doubles up to its bound', () => {
  expect([1, 2, 3, 7, 30].map((failures) => backOff(lost, failures, 0))).toEqual([1000, 2000, 4000, 60_000, 60_000])
})

test('chance shortens it by at most a half', () => {
  expect(backOff(lost, 1, 0.999)).toBeGreaterThanOrEqual(500)
  expect(backOff(lost, 1, 0.5)).toBe(750)
})

test.each([
  [notYet(700), 700],
  [notYet(1), 500],
  [notYet(null), 1000],
  [notYet(1e12), 10_000],
  [notYet(-5), 500],
])('%o waits as asked, within reason: %i ms', (ending, wait) => {
  expect(backOff(ending, 1, 0)).toBe(wait)
})
