import { expect, test } from 'vitest'
import { createOutputTail } from './output-tail.ts'

test.each([1, 3, 7, 100, 5000])('pieces of %i bytes leave the same end', (size) => {
  const whole = Buffer.from(Array.from({ length: 20_000 }, (_, index) => 97 + (index % 26)))
  const tail = createOutputTail(1000)
  for (let at = 0; at < whole.length; at += size) tail.push(whole.subarray(at, at + size))
  expect(tail.text()).toBe(whole.subarray(-1000).toString())
})

test('less than the bound is kept whole', () => {
  const tail = createOutputTail(1000)
  tail.push(Buffer.from('grüß '))
  tail.push(Buffer.from('dich'))
  expect(tail.text()).toBe('grüß dich')
})

test('a character that was cut in the middle is left out', () => {
  const tail = createOutputTail(5)
  tail.push(Buffer.from('漢字'))
  expect(tail.text()).toBe('字')
})
