import { expect, test } from 'vitest'
import { commandWord, UnitTextError, unitLine, unitWord } from './systemd-syntax.ts'

test.each([
  ['plain', '"plain"'],
  ['two words', '"two words"'],
  ['', '""'],
  ['100%n', '"100%%n"'],
  ['C:\\new', '"C:\\\\new"'],
  ['say "no"', '"say \\"no\\""'],
  ["it's", '"it\'s"'],
  ['$HOME', '"$HOME"'],
  ['grün 🐎', '"grün 🐎"'],
  [';', '";"'],
])('the word %j is written as %s', (text, written) => {
  expect(unitWord(text)).toBe(written)
})

test('in a command a dollar sign stands for itself', () => {
  expect(commandWord('$HOME and a$b')).toBe('"$$HOME and a$$b"')
})

test.each(['one\ntwo', 'a\rb', 'tab\there', 'nul\0', '\u007f'])('%j cannot be said', (text) => {
  for (const write of [unitWord, commandWord, unitLine]) expect(() => write(text)).toThrow(UnitTextError)
})

test('a line keeps its quotes and backslashes, and loses nothing at its ends', () => {
  expect(unitLine('My "first" MoltBot, 100% \\o/')).toBe('My "first" MoltBot, 100%% \\o/')
  for (const text of [' a', 'a ', 'a\\']) expect(() => unitLine(text)).toThrow(UnitTextError)
})
