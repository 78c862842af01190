import { expect, it } from 'vitest'
import { foldChanges } from './fold-changes.ts'
import type { ChangeRow } from './overview-model.ts'

const minute = 60_000
const row = (minutesAgo: number, title: string, detail: string | null = null): ChangeRow => ({
  id: `${title} ${minutesAgo}`,
  at: -minutesAgo * minute,
  title,
  detail,
  by: 'observed',
  times: 1,
  machine: false,
})
const told = (rows: ChangeRow[]) => foldChanges(rows).map(({ id, times }) => [id, times])

it('tells a loop once, at its newest turn, with how often', () => {
  const loop = [1, 2, 3].flatMap((turn) => [row(turn, 'Gave up with code 78'), row(turn + 0.5, 'Started again')])
  expect(told(loop)).toEqual([
    ['Gave up with code 78 1', 3],
    ['Started again 1.5', 3],
  ])
})

it('keeps apart what differs in its words, and what came before a pause', () => {
  expect(told([row(1, 'Stuck', 'a'), row(2, 'Stuck', 'b'), row(13, 'Stuck', 'a')])).toEqual([
    ['Stuck 1', 1],
    ['Stuck 2', 1],
    ['Stuck 13', 1],
  ])
})

it('leaves the given rows as they are', () => {
  const rows = [row(1, 'Stopped'), row(2, 'Stopped')]
  foldChanges(rows)
  expect(rows.map(({ times }) => times)).toEqual([1, 1])
})
