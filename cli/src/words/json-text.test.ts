import { expect, test } from 'vitest'
import { jsonText } from './json-text.ts'

test.each([
  ['a control sequence of eight bits', '\u009b31m'],
  ['a delete', '\u007f'],
  ['a mark that turns the direction of text', '\u202egpj'],
  ['a line separator', '\u2028'],
  ['an invisible joiner', '\u200b'],
  ['a tag', '\u{E0041}'],
  ['an escape', '\u001b[2J'],
])('%s reaches a terminal as an escape of JSON, and says the same', (_what, text) => {
  const value = { name: `before ${text} after`, [text]: 1 }
  for (const indent of [0, 2]) {
    const written = jsonText(value, indent)
    expect(written).not.toContain(text)
    expect(written).toMatch(/^[\x20-\x7e\n]*$/)
    expect(JSON.parse(written)).toEqual(value)
  }
})

test('letters of every language stay as they are', () => {
  expect(jsonText('Zürich 東京 👍', 0)).toBe('"Zürich 東京 👍"')
})
