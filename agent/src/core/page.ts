import { Problem } from './problem.ts'

/** Where a page begins: right after this row, newest first. */
export interface PageStart {
  at: number
  id: string
}

/** Reads a `cursor` that `pageOf` made. @throws Problem validation_failed */
export function readCursor(cursor: string | undefined): PageStart | null {
  if (cursor === undefined) return null
  const [, at, id] = /^(\d{1,16})\.([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? []
  if (at !== undefined && id !== undefined) return { at: Number(at), id }
  throw new Problem('validation_failed', 'The cursor is none of this agent. Begin without it.', {
    details: [{ path: '/query/cursor', message: 'is not known' }],
  })
}

/** One page from `limit + 1` rows, newest first; the row too many only tells that there are more. */
export function pageOf<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => number,
  toItem: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items: shown.map(toItem), next_cursor: more ? `${at(last)}.${last.id}` : null }
}
