import { expect, test } from 'vitest'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { createPace } from './pace.ts'

function createWrites() {
  const clock = createFakeClock()
  const pace = createPace(clock)
  return { pace, write: (milliseconds: number) => pace.blocking(() => clock.advance(milliseconds)) }
}

test('nothing blocks before the disk was seen to be fast', async () => {
  const { pace, write } = createWrites()
  expect(pace.mayBlock()).toBe(false)
  for (let count = 0; count < 8; count++) write(0.2)
  expect(pace.mayBlock()).toBe(true)
})

test('one write that stalls ends it, and a disk that stays slow never blocks', () => {
  const { pace, write } = createWrites()
  for (let count = 0; count < 100; count++) write(0.2)
  write(50)
  expect(pace.mayBlock()).toBe(false)
  for (let count = 0; count < 100; count++) write(8)
  expect(pace.mayBlock()).toBe(false)
})

test('writes that wait in a thread count as well', async () => {
  const { pace } = createWrites()
  for (let count = 0; count < 20; count++) await pace.waiting(async () => undefined)
  expect(pace.mayBlock()).toBe(true)
})
