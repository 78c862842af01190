import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import { evaluateRule, type Limits, type RuleState, usualGapMs } from '../judge/evaluate-rule.ts'
import { timesOf } from '../rules/conditions.ts'
import type { Past } from './past.ts'

type Schemas = components['schemas']

interface Firing {
  from: number
  to: number | null
  value: number | null
}

/** When a rule would have fired, judged as it is judged now. */
export function firingsOf(limits: Limits, { stepMs, readings }: Past): Firing[] {
  const firings: Firing[] = []
  const gapMs = Math.max(usualGapMs, 2 * stepMs)
  let state: RuleState | null = null
  for (const { at, value } of readings) {
    // A step is a time, not a moment: what held in it held from its begin to its end.
    for (const now of [at, at + stepMs - 1]) {
      const judged = evaluateRule(limits, value, state, now, gapMs)
      state = judged.state
      if (judged.step === 'raised') {
        const raisedFor = limits.counts === 'seconds' ? Math.round((now - (state.badSince ?? now)) / 1000) : value
        firings.push({ from: now, to: null, value: raisedFor })
      }
      const last = firings.at(-1)
      if (judged.step === 'resolved' && last !== undefined) last.to = now
    }
  }
  return firings
}

const mostFirings = 200

/** What is told of the pasts of all that a rule would have watched. */
export function previewOf(
  limits: Limits,
  pasts: readonly Past[],
  { from, to, days }: { from: number; to: number; days: number },
): Schemas['AlertPreview'] {
  const all = pasts.flatMap((past) => firingsOf(limits, past)).toSorted((a, b) => a.from - b.from)
  const readings = pasts.flatMap((past) => past.readings)
  const known = readings.filter(({ value }) => value !== null).length
  const percent = readings.length === 0 ? 0 : (known / readings.length) * 100
  return {
    sentence: sentenceOf(all.length, percent, days),
    ...{ from: isoTime(from), to: isoTime(to), known_percent: Math.round(percent * 10) / 10 },
    firings: all.slice(-mostFirings).map((one) => ({
      from: isoTime(one.from),
      to: one.to === null ? null : isoTime(one.to),
      value: one.value,
    })),
    truncated: all.length > mostFirings,
  }
}

function sentenceOf(count: number, percent: number, days: number): string {
  const span = days === 1 ? 'the last day' : `the last ${days} days`
  if (percent === 0) return `Nothing is known of ${span} that could tell.`
  const said = count === 0 ? 'It would not have fired' : `It would have fired ${timesOf(count)}`
  const doubt = percent < 90 ? ` Only ${Math.round(percent)} % of that time is known.` : ''
  return `${said} in ${span}.${doubt}`
}
