import { expect, test } from 'vitest'
import { createBoundedWork } from './deadline.ts'

test('while three reads hang no fourth is begun, and when one ends there is room again', async () => {
  const inTime = createBoundedWork()
  const ends: ((text: string) => void)[] = []
  const hang = () => new Promise<string>((resolve) => ends.push(resolve))
  const asked = [1, 2, 3, 4].map(() => expect(inTime('Reading', 1, hang)).rejects.toMatchObject({ reason: 'timeout' }))
  await Promise.all(asked)
  expect(ends).toHaveLength(3)
  ends[0]?.('at last')
  expect(await inTime('Reading', 1000, async () => 'read')).toBe('read')
  expect(ends).toHaveLength(3)
})
