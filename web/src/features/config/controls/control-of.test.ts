import { describe, expect, it } from 'vitest'
import type { Json } from '../document/config-path.ts'
import { mask, settingOf } from '../test/config-fixtures.ts'
import { choicesOf, controlOf, readTyped } from './control-of.ts'
import { rangeOf } from './range-of.ts'

describe('the control of a setting', () => {
  it.each<[string, Json | undefined, string]>([
    ['boolean', true, 'choice'],
    ['integer', 1, 'number'],
    ['integer or number', undefined, 'number'],
    ['string', 'x', 'text'],
    ['string or integer', 4, 'text'],
    ['list of string', ['a'], 'list'],
    ['list of string or number', undefined, 'list'],
    ['map', { a: 'x' }, 'table'],
    ['string or object', 'x', 'json'],
    ['any', undefined, 'json'],
    ['integer', { odd: true }, 'json'],
    ['list of string', 'odd', 'json'],
    ['map', { a: { deep: 1 } }, 'json'],
    ['boolean or choice', true, 'choice'],
  ])('of type %s with %j is %s', (type, value, kind) => {
    const choices = type.includes('choice') ? ['auto'] : null
    expect(controlOf(settingOf('a', { type, enum: choices }), value, false)).toBe(kind)
  })

  it('shows what lies in it as settings where the schema lists them', () => {
    expect(controlOf(settingOf('a', { type: 'map' }), {}, true)).toBe('names')
    expect(controlOf(settingOf('a', { type: 'list of object' }), [], true)).toBe('entries')
    expect(controlOf(settingOf('a', { type: 'list of object' }), [], false)).toBe('json')
  })

  it('never shows a secret', () => {
    expect(controlOf(settingOf('a', { type: 'secret', sensitive: true }), mask, false)).toBe('secret')
    expect(controlOf(settingOf('a', { type: 'string or object', sensitive: true }), undefined, false)).toBe('secret')
  })
})

describe('what is typed', () => {
  it.each<[string, string, Json | undefined]>([
    ['19000', 'integer', 19_000],
    ['-1.5', 'number', -1.5],
    ['many', 'integer', 'many'],
    ['', 'integer', undefined],
    ['19000', 'string', '19000'],
    ['12345678901234567890', 'string or number', '12345678901234567890'],
    ['007', 'string or integer', '007'],
  ])('%j for %s is %j', (text, type, value) => {
    expect(readTyped(text, type)).toBe(value)
  })
})

it('choices stand for values, not for their words', () => {
  expect(choicesOf(settingOf('a', { type: 'boolean or choice', enum: ['auto'] }))).toEqual([
    { text: 'on', value: true },
    { text: 'off', value: false },
    { text: 'auto', value: 'auto' },
  ])
  expect(choicesOf(settingOf('a', { type: 'choice', enum: ['1', '2'] })).map(({ value }) => value)).toEqual([1, 2])
})

it('a range has only the bounds that mean something', () => {
  expect(rangeOf({ type: 'integer', minimum: 1, maximum: 65_535 })).toEqual({ least: 1, most: 65_535 })
  expect(rangeOf({ type: 'integer', exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toEqual({
    least: 1,
    most: null,
  })
  expect(rangeOf({ type: 'number' })).toEqual({ least: null, most: null })
})
