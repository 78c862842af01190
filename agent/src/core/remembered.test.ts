import { expect, test } from 'vitest'
import { createRemembered } from './remembered.ts'

const never = () => Promise.reject(new Error('read again'))

test('a value is read once, until it is forgotten', async () => {
  const remembered = createRemembered<string>(2)
  expect(await remembered.get('a', async () => 'first')).toBe('first')
  expect(await remembered.get('a', never)).toBe('first')
  remembered.forget((value) => value === 'other')
  expect(await remembered.get('a', never)).toBe('first')
  remembered.forget((value) => value === 'first')
  expect(await remembered.get('a', async () => 'second')).toBe('second')
})

test('what changed while it was read is not remembered', async () => {
  const remembered = createRemembered<string>(2)
  const { promise, resolve } = Promise.withResolvers<string>()
  const reading = remembered.get('a', () => promise)
  remembered.forget(() => true)
  resolve('stale')
  expect(await reading).toBe('stale')
  expect(await remembered.get('a', async () => 'fresh')).toBe('fresh')
})

test('what is not there is asked for again, and what fails too', async () => {
  const remembered = createRemembered<string>(2)
  expect(await remembered.get('a', async () => null)).toBeNull()
  await expect(remembered.get('a', never)).rejects.toThrow('read again')
  expect(await remembered.get('a', async () => 'there')).toBe('there')
})

test('no more than the bound is kept; the oldest goes', async () => {
  const remembered = createRemembered<string>(2)
  for (const key of ['a', 'b', 'c']) await remembered.get(key, async () => key)
  expect(remembered.size()).toBe(2)
  await expect(remembered.get('a', never)).rejects.toThrow('read again')
  expect(await remembered.get('c', never)).toBe('c')
})
