import { expect, test } from 'vitest'
import { pageOf, readCursor } from './page.ts'

const rows = [5, 4, 3].map((at) => ({ id: `x_${at}`, at }))
const page = (limit: number) =>
  pageOf(
    rows,
    limit,
    (row) => row.at,
    (row) => row.id,
  )

test('a full page names where the next one begins', () => {
  const { items, next_cursor } = page(2)
  expect(items).toEqual(['x_5', 'x_4'])
  expect(readCursor(next_cursor ?? undefined)).toEqual({ at: 4, id: 'x_4' })
})

test('the last page names none', () => {
  expect(page(3).next_cursor).toBeNull()
  expect(readCursor(undefined)).toBeNull()
})

test.each(['', '4', '4.', '.x', 'a.b', `${'9'.repeat(40)}.x`])('refuses the cursor %j', (cursor) => {
  expect(() => readCursor(cursor)).toThrow('none of this agent')
})
