import { expect, test } from 'vitest'
import { body, seeded } from '../../test/fake.ts'
import { createLiteralFilter, FILTERED } from './literal-filter.ts'

test('no place where a literal begins is passed over, in text and in bytes', () => {
  const random = seeded(3)
  const literals = Array.from({ length: 40 }, () => body(random, FILTERED, 'abcé'))
  const encoder = new TextEncoder()
  const text = body(random, 20_000, 'abcé')
  const bytes = encoder.encode(text)
  const inText = createLiteralFilter(literals.map((literal) => Array.from(literal, (unit) => unit.charCodeAt(0))))
  const starts = literals.map((literal) => encoder.encode(literal).subarray(0, FILTERED))
  const inBytes = createLiteralFilter(starts)
  const placesOf = (next: (from: number) => number) => {
    const places: number[] = []
    for (let at = next(0); at !== -1; at = next(at + 1)) places.push(at)
    return new Set(places)
  }
  const seen = placesOf((from) => inText.inText(text, from))
  const seenInBytes = placesOf((from) => inBytes.inBytes(bytes, from))
  let there = 0
  for (let at = 0; at < text.length; at++) {
    if (!literals.some((literal) => text.startsWith(literal, at))) continue
    there += 1
    expect(seen.has(at)).toBe(true)
    expect(seenInBytes.has(encoder.encode(text.slice(0, at)).length)).toBe(true)
  }
  expect(there).toBeGreaterThan(20)
})

test('text without any is passed over as a whole', () => {
  const filter = createLiteralFilter([Array.from('secret', (unit) => unit.charCodeAt(0))])
  expect(filter.inText('nothing to see here, move along', 0)).toBe(-1)
  expect(filter.inText('secre', 0)).toBe(-1)
  expect(filter.inText('a secret', 0)).toBe(2)
})
