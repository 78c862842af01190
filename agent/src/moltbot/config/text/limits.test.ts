import { expect, test } from 'vitest'
import { isLargerThan } from './limits.ts'

const documents: [what: string, document: unknown][] = [
  ['nothing', {}],
  ['a text', 'grün'],
  ['half an emoji more', { a: '\u{1F600}' }],
  ['numbers', [1, 2, 3]],
  ['a number', 7],
  ['lists in lists', [[], [[]], [[[1]]]]],
  ['members', { a: 1, b: { c: null, d: [true, false] } }],
]

test.each(documents)('%s fits into the bytes of its own tightest text', (_what, document) => {
  const tight = JSON.stringify(document).replace(/"(\w+)":/g, '$1:')
  expect(isLargerThan(document, Buffer.byteLength(tight))).toBe(false)
})

test.each<[what: string, document: unknown]>([
  ['a long text', { a: 'x'.repeat(10 * 1024 * 1024) }],
  ['many numbers', { a: Array.from({ length: 5_000_000 }, () => 0) }],
  ['many names', Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`name${n}`, n]))],
  ['a long name', { ['x'.repeat(2 * 1024 * 1024)]: 1 }],
])('%s does not fit into 1 MiB', (_what, document) => {
  expect(isLargerThan(document, 1024 * 1024)).toBe(true)
})

test('a document that is far too large is looked at only as far as it may reach', () => {
  let looked = 0
  const items = Array.from({ length: 100_000 }, () => ({
    get text() {
      looked += 1
      return 'x'.repeat(1000)
    },
  }))
  expect(isLargerThan({ items }, 1024 * 1024)).toBe(true)
  expect(looked).toBeLessThan(2000)
})
