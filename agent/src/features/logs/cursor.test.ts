import { describe, expect, test } from 'vitest'
import { placesKey, readCursor, steadyPosition, writeCursor } from './cursor.ts'

const position = (looked: string) => `1-2t5i-${looked}-8938829739f1bca8-6ukf-31c5de`

test('a place in every source is one string that fits the contract, and is read back', () => {
  const long = 'A'.repeat(120)
  const places = new Map(['file', 'journald', 'docker', 'supervisor'].map((id) => [id, long]))
  const text = writeCursor({ at: Date.UTC(2026, 10, 23), places })
  expect(text).toMatch(/^[0-9A-Za-z_.~-]{1,512}$/)
  expect(readCursor(text)).toEqual({ at: Date.UTC(2026, 10, 23), places })
  expect(readCursor(writeCursor({ at: null, places: new Map() }))).toEqual({ at: null, places: new Map() })
})

describe('what this agent did not write is no cursor', () => {
  test.each([
    '',
    'rubbish',
    'f.1a2b.2048',
    't1~x.1',
    't1~f',
    't1~f.',
    `t1~f.${'A'.repeat(121)}`,
    't1~f.a.b',
    'T1',
    `t${'~f.1'.repeat(5)}`,
  ])('%j', (text) => expect(readCursor(text)).toBe(null))
})

test('a position in a file is the same whenever it is read', () => {
  const at = Date.UTC(2026, 10, 23)
  expect(steadyPosition(position('mwsmlg2u'), at)).toBe(steadyPosition(position('mwsmlzzz'), at))
  expect(steadyPosition(position('a'), at)).toBe(position(at.toString(36)))
  expect(steadyPosition('another', at)).toBe('another')
  const key = (looked: string) => placesKey(new Map([['file', position(looked)]]))
  expect(key('a')).toBe(key('b'))
})
