import { expect, test } from 'vitest'
import { columns } from './columns.ts'
import { fold, widthOf } from './fold.ts'

test('a text is broken at its spaces, and a long word stays whole', () => {
  expect(fold('The file before is put back by itself.', 14)).toEqual([
    'The file',
    'before is put',
    'back by',
    'itself.',
  ])
  expect(fold('see /var/lib/moltbot/home now', 12)).toEqual(['see', '/var/lib/moltbot/home', 'now'])
  expect(fold('short', 80)).toEqual(['short'])
})

test('only a terminal has a width', () => {
  expect([
    widthOf({ isTTY: true, columns: 100 }),
    widthOf({ isTTY: true, columns: 0 }),
    widthOf({ columns: 100 }),
  ]).toEqual([100, 80, Number.POSITIVE_INFINITY])
})

test('a table fits a terminal by folding what is said in words, and stays whole elsewhere', () => {
  const heads = [{ head: 'ID' }, { head: 'WHAT', folds: true }, { head: 'ENDS' }]
  const rows = [['cf_1', 'Change the configuration of MoltBot on vm.', 'in 4 min']]
  expect(columns(heads, rows, 40)).toBe(
    [
      'ID    WHAT                      ENDS',
      'cf_1  Change the configuration  in 4 min',
      '      of MoltBot on vm.',
    ].join('\n'),
  )
  expect(columns(heads, rows)).toBe(
    'ID    WHAT                                        ENDS\ncf_1  Change the configuration of MoltBot on vm.  in 4 min',
  )
})
