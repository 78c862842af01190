import { expect, test } from 'vitest'
import { formatPath, parsePath, patternOf, valueAt, without, withValue } from './setting-path.ts'

test.each([
  ['gateway.port', ['gateway', 'port']],
  ['bindings[0].agentId', ['bindings', 0, 'agentId']],
  ['agents.models["provider/model.v1"].alias', ['agents', 'models', 'provider/model.v1', 'alias']],
])('%s is read, and written the same', (text, path) => {
  expect(parsePath(text)).toEqual(path)
  expect(formatPath(path)).toBe(text)
})

test.each(['', '.', 'a..b', 'a.', 'a[b]', 'a[-1]', 'a["b]', 'a b', '__proto__.x', 'a.constructor', 'a["__proto__"]'])(
  '%j is no path',
  (text) => expect(() => parsePath(text)).toThrow(/./),
)

test('a position is an item for the schema', () => {
  expect(patternOf(['bindings', 0, 'agentId'])).toBe('bindings[].agentId')
})

test('what leads to a new setting is made, and the document before stays as it was', () => {
  const before = { gateway: { port: 1 } }
  expect(withValue(before, ['channels', 'slack', 'names', 0], 'a')).toEqual({
    gateway: { port: 1 },
    channels: { slack: { names: ['a'] } },
  })
  expect(before).toEqual({ gateway: { port: 1 } })
})

test.each([
  [['gateway', 'port', 'x'], 'gateway.port is one value and holds no settings.'],
  [['list', 2], 'list has 1 items; the next one is [1].'],
  [['list', 'x'], 'list is a list: name an item by its position, as [0].'],
  [['gateway', 0], 'gateway is no list.'],
])('there is no place at %j', (path, message) => {
  expect(() => withValue({ gateway: { port: 1 }, list: ['a'] }, path, 1)).toThrow(message)
})

test('a setting is taken away, an item with its place, and what is not set cannot be', () => {
  const document = { list: ['a', 'b'], gateway: { port: 1 } }
  expect(without(document, ['list', 0])).toEqual({ list: ['b'], gateway: { port: 1 } })
  expect(without(document, ['gateway', 'port'])).toEqual({ list: ['a', 'b'], gateway: {} })
  expect(without(document, ['gateway', 'bind'])).toBeNull()
})

test('what an object inherits is no setting', () => {
  expect(valueAt({}, ['toString'])).toBeUndefined()
})
