import { createRedactor } from '@moltbot-ops/redact'
import { describe, expect, test } from 'vitest'
import { cleanLines, cleanSentence } from './clean-text.ts'

const same = (line: string) => line
const redact = createRedactor().text
const esc = '\u001b'

describe('a line of a log', () => {
  test.each([
    ['colours', `${esc}[31;1mnpm error${esc}[0m code E404`, 'npm error code E404'],
    ['cursor moves', `a${esc}[2K${esc}[1Gb`, 'ab'],
    ['a title of the terminal', `${esc}]0;owned\u0007hello`, 'hello'],
    ['a link', `${esc}]8;;https://x.example${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['an escape that never ends', `${esc}]0;${esc}[`, ''],
    ['a bell, a backspace and a null', 'a\u0007b\u0008c\u0000d', 'abcd'],
    ['an eight-bit escape', 'a\u009b31mb', 'a31mb'],
    ['what turns the direction of writing', 'user\u202etxt.exe', 'usertxt.exe'],
    ['invisible characters inside a word', 'to\u200bk\ufeffen', 'token'],
    ['half a character', 'a\ud83db', 'ab'],
    ['a tab', 'a\tb', 'a b'],
    ['spaces at its end', 'a   ', 'a'],
  ])('has no %s', (_, text, cleaned) => {
    expect(cleanLines(text, same)).toEqual(cleaned === '' ? [] : [cleaned])
  })

  test('is one line, whatever breaks lines', () => {
    expect(cleanLines('a\r\nb\nc\rd\u2028e\u0085f\n\n', same)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('is redacted after what could hide a secret is gone', () => {
    const token = ['123456789', 'AAF1x'.repeat(7)].join(':')
    const [line] = cleanLines(`bot ${token.slice(0, 20)}\u200b${token.slice(20)} ok`, redact)
    expect(line).toMatch(/^bot \[redacted:[\w-]+#\w+\] ok$/)
  })

  test('has at most 4 KiB, and no half characters', () => {
    for (const text of ['x'.repeat(5000), 'ä'.repeat(5000), '😀'.repeat(5000)]) {
      const [line = ''] = cleanLines(text, same)
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(4096)
      expect(Buffer.byteLength(line)).toBeGreaterThan(4090)
      expect(line.isWellFormed()).toBe(true)
      expect(line.endsWith('…')).toBe(true)
    }
    expect(cleanLines('ä'.repeat(2048), same)).toEqual(['ä'.repeat(2048)])
  })

  test('is never cut inside a word before it is redacted', () => {
    const seen: string[] = []
    cleanLines(`${'word '.repeat(13_106)}secret-of-some-length`, (line) => {
      seen.push(line)
      return line
    })
    expect(seen.join()).not.toContain('sec')
    expect(cleanLines('x'.repeat(70_000), same)).toEqual(['(A word of 70000 characters was left out.)'])
  })

  test('of a text without end is left out, and that is said', () => {
    const lines = cleanLines('line\n'.repeat(100_000), same)
    expect(lines.at(-1)).toBe('(237856 more characters were left out.)')
    expect(lines).toHaveLength(52_430)
  })

  test('is cleaned in linear time, also of the worst that somebody can write', () => {
    for (const text of [`${esc}]`, `${esc}[`, `${esc}[0;`, esc, `${esc} `, `${esc}P`]) {
      const began = performance.now()
      cleanLines(text.repeat(Math.floor(65_536 / text.length)), same)
      expect(performance.now() - began).toBeLessThan(500)
    }
  })
})

test('a sentence is one line and cut', () => {
  expect(cleanSentence('It failed:\nno\tspace.', 100, same)).toBe('It failed: no space.')
  expect(cleanSentence('x'.repeat(600), 500, same)).toBe(`${'x'.repeat(499)}…`)
  expect(cleanSentence('', 500, same)).toBe('')
})
