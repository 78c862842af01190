import { describe, expect, test } from 'vitest'
import { explainSlowPattern } from './linear-pattern.ts'
import { rules } from './rules.ts'

describe('every rule', () => {
  test('has a name of its own, and a class that fits a mark', () => {
    expect(rules.length).toBeGreaterThan(60)
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
    for (const rule of rules) {
      expect(rule.class, rule.name).toMatch(/^[a-z0-9-]{1,40}$/)
    }
  })

  test.each(rules.map((rule) => [rule.name, rule.pattern] as const))('%s is linear', (_, pattern) => {
    expect(explainSlowPattern(pattern)).toBeUndefined()
    expect(pattern.flags).toContain('g')
  })

  test('comes back from text that is made to hold it up', { timeout: 60_000 }, () => {
    const pieces = [
      'a',
      '1',
      '-',
      ' ',
      '\\',
      '"',
      'token=',
      '"key":"',
      'eyJ-',
      'a@',
      '1.',
      '1 ',
      '://a:',
      'pass: a ',
      '--a-',
      '<a',
      'cookie=',
      'sk-',
      '%3A',
      '+1 ',
    ]
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length))
      for (const { pattern } of rules) expect(text.replaceAll(pattern, '').length).toBeLessThanOrEqual(text.length)
    }
  })
})

describe('the check for slow patterns', () => {
  test.each([
    /(a+)+$/,
    /(a|aa)+b/,
    /a*a*b/,
    /(?:a{1,100}){1,100}b/,
    /[a-z]+@x/,
    /(\w)\1+/,
    /(?<=a+)b/,
    /(?:a+|b)+/,
    /(?:a+|b)c/,
    /(?:x[a-z]*){1,5}/,
  ])('refuses %s', (pattern) => {
    expect(explainSlowPattern(pattern)).toEqual(expect.any(String))
  })

  test.each([/ab{2,5}c/, /key=[a-z]+/, /(?:a|b)+/, /(?<!x)a{1,64}@b+(?=c)/, /x(?:[^"\\]|\\.)+/])(
    'lets %s pass',
    (pattern) => {
      expect(explainSlowPattern(pattern)).toBeUndefined()
    },
  )
})
