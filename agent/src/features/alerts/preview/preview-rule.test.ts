import { expect, test } from 'vitest'
import type { Limits } from '../judge/evaluate-rule.ts'
import { growthOf } from './growth.ts'
import { firingsOf, previewOf } from './preview-rule.ts'

const diskLow: Limits = {
  ...{ threshold: 10, clearThreshold: 13, worse: 'below', counts: 'level' },
  ...{ forMs: 60_000, cooldownMs: 300_000 },
}
const range = { from: 0, to: 86_400_000, days: 1 }
const stepMs = 900_000
const pastOf = (values: (number | null)[]) => ({
  stepMs,
  readings: values.map((value, index) => ({ at: index * stepMs, value })),
})

test('a rule would have fired once for each time that it held', () => {
  const firings = firingsOf(diskLow, pastOf([50, 9, 9, 50, 50, 8, null, 8, 50]))
  expect(firings.map(({ from, to }) => [from, to])).toEqual([
    [2 * stepMs - 1, 3 * stepMs],
    [6 * stepMs - 1, 8 * stepMs],
  ])
})

test('what still holds has no end', () => {
  expect(firingsOf(diskLow, pastOf([50, 9, 9])).map(({ to }) => to)).toEqual([null])
})

test('it is said how often, and how much of the time is known', () => {
  expect(previewOf(diskLow, [pastOf([50, 9, 50, 50])], range)).toMatchObject({
    sentence: 'It would have fired once in the last day.',
    known_percent: 100,
  })
  expect(previewOf(diskLow, [pastOf([50, 50, null, null])], range).sentence).toBe(
    'It would not have fired in the last day. Only 50 % of that time is known.',
  )
  expect(previewOf(diskLow, [pastOf([null, null])], { ...range, days: 7 }).sentence).toBe(
    'Nothing is known of the last 7 days that could tell.',
  )
  expect(previewOf(diskLow, [], range).known_percent).toBe(0)
})

test('growth is that of the hour before, and what shrinks does not grow', () => {
  const values = [0, 100, 200, 300, 400, null, 300, 100, 100]
  const times = values.map((_, index) => index * stepMs)
  expect(growthOf({ stepMs, times, values })).toEqual([null, null, null, null, 400, null, 100, 0, 0])
})
