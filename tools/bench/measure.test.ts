import { expect, test } from 'vitest'
import type { Candidate, PreparedBench, Series } from './bench-case.ts'
import { interleave } from './interleave.ts'
import { judge } from './judge.ts'
import { resultText } from './print-result.ts'
import { measure } from './result.ts'

/** A candidate whose figures are known beforehand. */
function toy(name: string, figures: number[], calls: string[] = []): Candidate {
  const left = [...figures]
  return {
    name,
    async measure() {
      calls.push(name)
      return left.shift() ?? Number.NaN
    },
  }
}

function seriesOf(gates: Series['gates'], ...candidates: Candidate[]): Series {
  return { name: 'toy', unit: 'req/s', includes: 'nothing', candidates, gates }
}

test('every round measures each candidate once, in an order that rotates', async () => {
  const calls: string[] = []
  await interleave([toy('a', [1, 1, 1], calls), toy('b', [1, 1, 1], calls), toy('c', [1, 1, 1], calls)], 3)
  expect(calls.join('')).toBe('abcbcacab')
})

test('a ratio is taken round by round, so that a slow minute hits both sides', async () => {
  const gate = { candidate: 'ours', rival: 'raw', bound: 'at least', ratio: 0.9 } as const
  // The second round ran at half speed for both.
  const series = seriesOf([gate], toy('ours', [95, 48, 95]), toy('raw', [100, 50, 100]))
  const [judgement] = judge(series, await interleave(series.candidates, 3), false)
  expect(judgement).toMatchObject({ ratio: 0.95, tie: true, passed: true })
})

test('a gate that is missed says so, and a short run lets a small miss pass', async () => {
  const gate = { candidate: 'ours', rival: 'raw', bound: 'at most', ratio: 2 } as const
  const series = () => seriesOf([gate], toy('ours', [25, 25, 25]), toy('raw', [10, 10, 10]))
  const figures = async () => interleave(series().candidates, 3)
  expect(judge(series(), await figures(), false)[0]).toMatchObject({ ratio: 2.5, tie: false, passed: false })
  expect(judge(series(), await figures(), true)[0]?.passed).toBe(true)
})

test('a gate on something that was not measured is an error', async () => {
  const gate = { candidate: 'ours', rival: 'nobody', bound: 'at least', ratio: 1 } as const
  const series = seriesOf([gate], toy('ours', [1]))
  expect(() => judge(series, new Map([['ours', [1]]]), false)).toThrow('nobody')
})

test('a result has medians, ranges, the floor and every verdict', async () => {
  const gate = { candidate: 'ours', rival: 'raw', bound: 'at least', ratio: 0.9 } as const
  const bench: PreparedBench = {
    series: [seriesOf([gate], toy('ours', [3, 1, 2]), toy('raw', [2, 2, 2]))],
    floor: { ...toy('node -e 0', [30, 31, 32]), unit: 'ms' },
    notes: () => ['the load generator was the limit'],
    dispose: async () => undefined,
  }
  const result = await measure('toy', bench, { rounds: 3, fast: false })
  expect(result.series[0]?.figures.ours).toEqual({ median: 2, min: 1, max: 3, rounds: [3, 1, 2] })
  expect(result.floor.median).toBe(31)
  expect(resultText(result)).toMatch(/ok: ours is 1 × raw \(at least 0\.9\), tie/)
  expect(resultText(result)).toContain('the load generator was the limit')
})

test('an aim is told by the median, and is not a gate', async () => {
  const aims = [
    { candidate: 'ours', bound: 'at most', figure: 50 },
    { candidate: 'ours', bound: 'at most', figure: 30 },
  ] as const
  const bench: PreparedBench = {
    series: [{ ...seriesOf([], toy('ours', [20, 40, 400])), aims }],
    floor: { ...toy('node -e 0', [30, 31, 32]), unit: 'ms' },
    notes: () => [],
    dispose: async () => undefined,
  }
  const result = await measure('toy', bench, { rounds: 3, fast: false })
  expect(result.series[0]?.aims.map(({ met }) => met)).toEqual([true, false])
  expect(resultText(result)).toContain('aim NOT MET: ours at most 30 req/s')
})

test('short turns give more figures, and a hope is told beside its gate', async () => {
  const gate = { candidate: 'ours', rival: 'raw', bound: 'at least', ratio: 1, hope: 3 } as const
  const bench: PreparedBench = {
    series: [{ ...seriesOf([gate], toy('ours', [2, 2, 4, 4]), toy('raw', [2, 1, 2, 2])), turnsInRound: 2 }],
    floor: { ...toy('node -e 0', [30, 31, 32, 33]), unit: 'ms' },
    notes: () => [],
    dispose: async () => undefined,
  }
  const result = await measure('toy', bench, { rounds: 2, fast: false })
  expect(result.series[0]?.figures.ours?.rounds).toEqual([2, 2, 4, 4])
  expect(resultText(result)).toMatch(/ok: ours is 2 × raw \(at least 1; hoped for: 3\)/)
})
