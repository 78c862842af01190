import { expect, test } from 'vitest'
import { merge, misfits, shapeOf } from './shape.ts'

const original = shapeOf({ ok: true, count: 3, list: [{ id: 'a' }, { id: 'b', note: null }], open: [] })

test('a copy may leave fields out and have nulls', () => {
  expect(misfits(shapeOf({ ok: true }), original)).toEqual([])
  expect(misfits(shapeOf({ ok: null, list: [], open: [1] }), original)).toEqual([])
})

test('an invented field and another kind are named with their place', () => {
  expect(misfits(shapeOf({ okay: true }), original)).toEqual(['$.okay does not exist'])
  expect(misfits(shapeOf({ count: '3' }), original)).toEqual(['$.count is string, not number'])
  expect(misfits(shapeOf({ list: [{ name: 'a' }] }), original)).toEqual(['$.list[].name does not exist'])
})

test('what was only ever null may be anything', () => {
  expect(misfits(shapeOf({ list: [{ id: 'a', note: 'text' }] }), original)).toEqual([])
})

test('merged shapes know the kinds of both', () => {
  expect(merge(shapeOf({ a: 1 }), shapeOf({ a: 'x', b: null }))).toEqual({
    kinds: ['object'],
    fields: { a: { kinds: ['number', 'string'] }, b: { kinds: ['null'] } },
  })
})
