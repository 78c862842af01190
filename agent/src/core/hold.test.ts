import { expect, test } from 'vitest'
import { createFakeClock } from './clock.fake.ts'
import { hold } from './hold.ts'

test('callers within the time share one reading, later ones get a new one', async () => {
  const clock = createFakeClock()
  let count = 0
  const read = hold(clock, 1000, async () => {
    count += 1
    return count
  })
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  clock.advance(999)
  expect(await read()).toBe(1)
  clock.advance(1)
  expect(await read()).toBe(2)
})

test('a failed reading is tried again at once', async () => {
  let count = 0
  const read = hold(createFakeClock(), 1000, async () => {
    count += 1
    if (count === 1) throw new Error('not now')
    return count
  })
  await expect(read()).rejects.toThrow('not now')
  expect(await read()).toBe(2)
})
