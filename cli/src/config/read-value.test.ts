import { expect, test } from 'vitest'
import { parseValue } from './read-value.ts'

test.each([
  ['18790', 'integer', 18790],
  ['true', 'boolean', true],
  ['debug', 'choice', 'debug'],
  ['18790', 'string', '18790'],
  ['"18790"', 'string', '18790'],
  ['"18790"', null, '18790'],
  ['18790', null, 18790],
  ['["a", 1]', 'list of string or number', ['a', 1]],
  ['123456', 'secret', '123456'],
  ['"quoted"', 'secret', '"quoted"'],
  ['{"source":"env","provider":"default","id":"TOKEN"}', 'secret', { source: 'env', provider: 'default', id: 'TOKEN' }],
])('%s for %s is %j', (text, type, value) => {
  expect(parseValue(text, type, 'x')).toEqual(value)
})

test.each(['integer', 'boolean', 'map', 'list of string'])('plain words are no %s', (type) => {
  expect(() => parseValue('some words', type, 'gateway.port')).toThrow('gateway.port takes this')
})
