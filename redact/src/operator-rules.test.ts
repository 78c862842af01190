import { describe, expect, test } from 'vitest'
import { readOperatorRules } from './operator-rules.ts'
import { createRedactor } from './redact.ts'

const rule = (pattern: unknown, more: object = {}) => [{ name: 'staff-number', pattern, ...more }]

test('rules of an operator hide what they find, under the class that they name', () => {
  const extraRules = readOperatorRules([
    { name: 'staff-number', class: 'staff', pattern: 'EMP[ :]{1,2}(\\d{6})(?!\\d)', ignore_case: true },
    { name: 'project', pattern: 'Project (?:Heron|Osprey)' },
  ])
  const redactor = createRedactor({ extraRules })
  const line = 'emp: 123456 joined Project Osprey, emp: 1234567 did not'
  const expected = '[redacted:staff#a1] joined [redacted:project#a2], emp: 1234567 did not'
  expect(redactor.text(line)).toBe(`emp: ${expected}`)
  const bytes = createRedactor({ extraRules }).bytes()
  expect(new TextDecoder().decode(bytes.push(new TextEncoder().encode(`quiet\n${line}\n`)))).toBe(
    `quiet\nemp: ${expected}\n`,
  )
})

describe('refused is', () => {
  test.each([
    [
      'what grows with the square of the text',
      rule('[a-z]+-[0-9]'),
      /linear time, for something follows an open-ended/,
    ],
    ['what doubles with each character', rule('(?:a|a){1,30}b'), /too many ways/],
    ['a repetition of what varies in length', rule('(?:a{1,10}){1,10}b'), /too many ways/],
    ['a repetition of what may be nothing', rule('x(?:a?){1,30}b'), /too many ways/],
    ['an open end that a lookahead must accept', rule('a[a-z]+(?=;)'), /too many ways/],
    ['a reference back', rule('(a)\\1'), /refers back/],
    ['a pattern of another alphabet', rule('\\p{L}x'), /property/],
    ['a group before the end', rule('EMP(\\d{6})x'), /follows the group/],
    ['a group in one of two branches', rule('(?:EMP(\\d{6})|x)'), /follows the group/],
    ['two groups', rule('(EMP)(\\d{6})'), /more than one group/],
    ['nothing', rule('a?'), /where there is nothing/],
    ['no pattern', rule(7), /has no pattern/],
    ['half a pattern', rule('(EMP'), /no regular expression/],
    ['a pattern without measure', rule('x'.repeat(1001)), /longer than 1000/],
    ['a word for yes', rule('EMP', { ignore_case: 'yes' }), /neither true nor false/],
    ['a member that is not known', rule('EMP', { flags: 'i' }), /no rule has: flags/],
    ['a name in capitals', [{ name: 'Staff', pattern: 'EMP' }], /Rule 1 .*its name must be/],
    ['a class with a bracket', rule('EMP', { class: 'a]' }), /its class must be/],
    ['a name that is taken', [...rule('EMP'), ...rule('PME')], /Two rules .* staff-number/],
    ['a rule that is none', ['EMP'], /not an object/],
    ['an object for a list', { name: 'staff' }, /not a list/],
    ['no end of rules', Array.from({ length: 101 }, (_, i) => ({ name: `r${i}`, pattern: 'x' })), /more than 100/],
  ])('%s', (_, config, why) => {
    expect(() => readOperatorRules(config)).toThrow(why)
  })
})

test.each([
  'EMP-\\d{4,8}',
  '[A-Z]{2,5}-\\d+',
  '(?<!\\w)id=([^;\\s]+)',
  '(?:alpha|beta|gamma){1,4}!',
  'x(?:[^"\\\\]|\\\\.)+',
])('%s is quick on text that is made to hold it up', (pattern) => {
  const redactor = createRedactor({ extraRules: readOperatorRules(rule(pattern)) })
  for (const piece of ['A', 'EMP-', 'id=', 'alpha', 'x\\', '1']) {
    const text = piece.repeat(50_000 / piece.length)
    expect(redactor.text(text).length).toBeGreaterThan(0)
  }
})
