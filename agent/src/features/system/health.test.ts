import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { createHealth } from './health.ts'

test('the time is that of the question, and one millisecond has one answer', () => {
  const clock = createFakeClock()
  const health = createHealth(clock)
  const first = health()
  expect(first).toEqual({ status: 'ok', time: new Date(clock.now()).toISOString() })
  expect(health()).toBe(first)
  clock.advance(1)
  expect(health()).toEqual({ status: 'ok', time: new Date(clock.now()).toISOString() })
  expect(first.time).not.toBe(health().time)
})
