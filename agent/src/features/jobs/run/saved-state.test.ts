import { secret } from '@moltbot-ops/redact'
import { describe, expect, test } from 'vitest'
import { secretTexts, UnsafeStateError, writeState } from './saved-state.ts'

const key = ['open', 'sesame', 'now'].join('-')

test('a state is kept as JSON', () => {
  expect(writeState({ a: [1, null, 'x'] }, [key])).toBe('{"a":[1,null,"x"]}')
})

describe('a secret is found', () => {
  test.each([
    ['as a value', { a: key }],
    ['as a name', { [key]: 1 }],
    ['in a list deep inside', { a: [{ b: [[key]] }] }],
    ['inside of a text', { command: `sshpass -p ${key} ssh` }],
  ])('%s', (_, state) => {
    expect(() => writeState(state, [key])).toThrow(UnsafeStateError)
    expect(() => writeState(state, [key])).not.toThrow(key)
  })

  test('as a number, and short, only where it is all there is', () => {
    expect(() => writeState({ pin: 1234 }, ['1234'])).toThrow(UnsafeStateError)
    expect(writeState({ path: '/tmp/1234' }, ['1234'])).toBe('{"path":"/tmp/1234"}')
  })
})

test('every text in the secrets of a job counts, whatever they are wrapped in', () => {
  const secrets = { auth: { password: secret('one'), keys: ['two', Buffer.from('three')], empty: '' }, none: undefined }
  expect(secretTexts(secrets)).toEqual(['one', 'two', 'three'])
})

test('a state of more than 256 KiB is refused', () => {
  expect(() => writeState({ a: 'ä'.repeat(128 * 1024) }, [])).toThrow('262152 bytes')
  expect(writeState({ a: 'x'.repeat(256 * 1024 - 8) }, [])).toHaveLength(256 * 1024)
})

test('what is no JSON is refused', () => {
  const cycle: Record<string, unknown> = {}
  cycle.cycle = cycle
  expect(() => writeState(cycle, [])).toThrow(UnsafeStateError)
})
