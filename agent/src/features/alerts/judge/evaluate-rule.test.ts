import { describe, expect, test } from 'vitest'
import { evaluateRule, type Limits, type RuleState } from './evaluate-rule.ts'

const diskLow: Limits = {
  ...{ threshold: 10, clearThreshold: 13, worse: 'below', counts: 'level' },
  ...{ forMs: 60_000, cooldownMs: 300_000 },
}
const memory: Limits = { ...diskLow, threshold: 90, clearThreshold: 85, worse: 'above' }
const gone: Limits = {
  ...{ threshold: 60, clearThreshold: 0, worse: 'above', counts: 'seconds' },
  ...{ forMs: 0, cooldownMs: 0 },
}

type Sample = [second: number, value: number | null]

/** What happened, and the phase at the end, of samples in order. */
function run(limits: Limits, samples: Sample[]) {
  let state: RuleState | null = null
  const steps: string[] = []
  for (const [second, value] of samples) {
    const judged = evaluateRule(limits, value, state, second * 1000)
    state = judged.state
    if (judged.step !== null) steps.push(`${judged.step} at ${second}`)
  }
  return { steps, phase: state?.phase, known: state?.known }
}

/** The same value every ten seconds. */
const every10 = (from: number, to: number, value: number | null): Sample[] =>
  Array.from({ length: Math.floor((to - from) / 10) + 1 }, (_, index) => [from + index * 10, value])

const cases: [string, Limits, Sample[], string[], RuleState['phase']][] = [
  ['well is ok', diskLow, every10(0, 300, 50), [], 'ok'],
  ['the threshold itself is well where less is worse', diskLow, every10(0, 300, 10), [], 'ok'],
  ['the threshold itself is bad where more is worse', memory, every10(0, 60, 90), ['raised at 60'], 'firing'],
  ['bad for less than it must hold is pending', diskLow, every10(0, 50, 9), [], 'pending'],
  ['bad for as long as it must hold is raised', diskLow, every10(0, 60, 9), ['raised at 60'], 'firing'],
  ['what goes on is raised once', diskLow, every10(0, 900, 9), ['raised at 60'], 'firing'],
  [
    'one good reading begins the wait anew',
    diskLow,
    [...every10(0, 50, 9), [55, 11], ...every10(60, 110, 9)],
    [],
    'pending',
  ],
  [
    'between the thresholds it stays raised',
    diskLow,
    [...every10(0, 60, 9), ...every10(70, 200, 12)],
    ['raised at 60'],
    'firing',
  ],
  [
    'it is over at the clear threshold',
    diskLow,
    [...every10(0, 60, 9), [70, 13]],
    ['raised at 60', 'resolved at 70'],
    'ok',
  ],
  [
    'in the cooldown it is not raised again',
    diskLow,
    [...every10(0, 60, 9), [70, 20], ...every10(80, 360, 9)],
    ['raised at 60', 'resolved at 70'],
    'pending',
  ],
  [
    'after the cooldown it is raised again where it still holds',
    diskLow,
    [...every10(0, 60, 9), [70, 20], ...every10(80, 370, 9)],
    ['raised at 60', 'resolved at 70', 'raised at 370'],
    'firing',
  ],
  ['nothing known is unknown', diskLow, every10(0, 300, null), [], 'unknown'],
  [
    'nothing known ends nothing',
    diskLow,
    [...every10(0, 60, 9), ...every10(70, 900, null)],
    ['raised at 60'],
    'firing',
  ],
  [
    'a moment in which nothing is known does not begin the wait anew',
    diskLow,
    [...every10(0, 20, 9), ...every10(30, 50, null), ...every10(60, 60, 9)],
    ['raised at 60'],
    'firing',
  ],
  [
    'a time in which nobody looked is no time in which it held',
    diskLow,
    [
      [0, 9],
      [3600, 9],
    ],
    [],
    'pending',
  ],
  ['seconds: bad for as many seconds is raised', gone, every10(0, 60, 1), ['raised at 60'], 'firing'],
  ['seconds: bad for fewer is pending', gone, every10(0, 50, 1), [], 'pending'],
  [
    'seconds: over with the first good reading',
    gone,
    [...every10(0, 60, 1), [62, 0]],
    ['raised at 60', 'resolved at 62'],
    'ok',
  ],
]

describe('a rule', () => {
  test.each(cases)('%s', (_, limits, samples, steps, phase) => {
    expect(run(limits, samples)).toMatchObject({ steps, phase })
  })

  test('that fires and cannot be judged is not known, and known again afterwards', () => {
    const fires = every10(0, 60, 9)
    expect(run(diskLow, [...fires, [70, null]]).known).toBe(false)
    expect(run(diskLow, [...fires, [70, null], [80, 9]]).known).toBe(true)
  })

  test('does not wait for a time that a clock set back made far away', () => {
    const first = evaluateRule(diskLow, 9, null, 10_000_000)
    const second = evaluateRule(diskLow, 9, first.state, 1000)
    const third = evaluateRule(diskLow, 9, second.state, 61_000)
    expect(third.step).toBe('raised')
  })

  test('does not rest for long after a clock was set back', () => {
    const over: RuleState = {
      ...{ phase: 'ok', since: 9_000_000, badSince: null, lastBadAt: null },
      ...{ clearedAt: 9_000_000, known: true },
    }
    let judged = evaluateRule(diskLow, 9, over, 0)
    for (let now = 10_000; now <= 300_000; now += 10_000) judged = evaluateRule(diskLow, 9, judged.state, now)
    expect(judged.step).toBe('raised')
  })
})
