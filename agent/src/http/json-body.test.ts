import { expect, test } from 'vitest'
import { isDeeperThan } from './json-body.ts'

test.each([
  ['a value that is none', '1', 0, false],
  ['one level where none is allowed', '[]', 0, true],
  ['as deep as allowed', '{"a":[1,{"b":2}]}', 3, false],
  ['one deeper', '{"a":[1,{"b":[]}]}', 3, true],
  ['many beside each other', '[[],[],{},{},[[]]]', 3, false],
  ['brackets in a text', '["[[[[{{{{"]', 1, false],
  ['brackets behind an escaped quote', '["\\"[[[["]', 1, false],
  ['brackets behind an escaped backslash', '["\\\\",[[]]]', 2, true],
  ['a text that does not end', '["[[[[', 1, false],
])('%s', (_name, text, most, expected) => {
  expect(isDeeperThan(text, most)).toBe(expected)
})
