import { expect, test } from 'vitest'
import { diffLines } from './diff-lines.ts'

const printed = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text, line }) => `${kind} ${line ?? '-'} ${text}`)

test('changed lines stand with a few around them', () => {
  const before = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`)
  const after = before.with(5, 'changed').toSpliced(11, 0, 'new')
  expect(printed(before.join('\n'), after.join('\n'))).toEqual([
    'skipped - 2 lines',
    'same 3 line 3',
    'same 4 line 4',
    'same 5 line 5',
    'removed 6 line 6',
    'added 6 changed',
    'same 7 line 7',
    'same 8 line 8',
    'same 9 line 9',
    'same 10 line 10',
    'same 11 line 11',
    'added 12 new',
    'same 13 line 12',
  ])
})

test('neighbours that changed are shown as what went and what came', () => {
  expect(printed('a\nb', 'c\nd').map((text) => text.split(' ')[0])).toEqual(['removed', 'removed', 'added', 'added'])
})

test('equal texts are one line', () => {
  expect(printed('a\nb\r\nc', 'a\nb\nc')).toEqual(['skipped - 3 lines'])
})

test('large texts are bounded', () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}`).join('\n')
  expect(diffLines(text('one'), text('other'))).toHaveLength(5000)
})
