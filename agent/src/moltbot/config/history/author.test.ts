import { describe, expect, test } from 'vitest'
import { authorOf, hashOf } from './author.ts'

const before = "{ gateway: { mode: 'local' } } // mine\n"
const written = `${JSON.stringify({ gateway: { mode: 'local' }, meta: { lastTouchedVersion: '2026.9.6' } }, null, 2)}\n`
const version = { text: written, previousHash: hashOf(before), backup: before, own: new Map<string, string>() }

test('what has the form, the stamp and the backup of MoltBot was written by MoltBot', () => {
  expect(authorOf(version)).toEqual({ author: 'moltbot', cause: 'Written by MoltBot 2026.9.6.' })
})

test('what this agent wrote is known by its hash', () => {
  const own = new Map([[hashOf(written), 'Set the port.']])
  expect(authorOf({ ...version, own })).toEqual({ author: 'moltbot_ops', cause: 'Set the port.' })
})

test('the first version that is seen has no known author', () => {
  expect(authorOf({ ...version, previousHash: null }).author).toBe('unknown')
})

describe('anything else was changed by hand:', () => {
  test.each([
    ['a comment', { text: `${written}// x\n` }],
    ['other white space', { text: `${JSON.stringify(JSON.parse(written))}\n` }],
    ['no stamp', { text: '{\n  "gateway": {}\n}\n' }],
    ['a stamp that is no text', { text: '{\n  "meta": {\n    "lastTouchedVersion": 3\n  }\n}\n' }],
    ['a stamp of a write before', { backup: 'older' }],
    ['no backup', { backup: null }],
    ['half a file', { text: written.slice(0, 20) }],
  ])('%s', (_, differs) => {
    expect(authorOf({ ...version, ...differs }).author).toBe('person')
  })
})
