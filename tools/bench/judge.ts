import type { Aim, Gate, Series } from './bench-case.ts'
import type { Figures } from './interleave.ts'

export interface Summary {
  median: number
  min: number
  max: number
}

export interface Judgement {
  gate: Gate
  /** Median of the ratios round by round, so that a slow minute hits both sides. */
  ratio: number
  /** The ranges overlap: neither can be called faster. */
  tie: boolean
  passed: boolean
}

export interface AimSeen {
  aim: Aim
  met: boolean
}

/** In short runs a gate gives way by this share; it then catches a collapse, not a tenth. */
const fastMargin = 0.35

export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('nothing was measured')
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

export function judge(series: Series, figures: Figures, fast: boolean): Judgement[] {
  return series.gates.map((gate) => {
    const own = figures.get(gate.candidate)
    const rival = figures.get(gate.rival)
    if (!own || !rival) throw new Error(`${series.name}: ${gate.candidate} or ${gate.rival} was not measured`)
    const ratio = median(own.map((value, round) => value / (rival[round] ?? Number.NaN)))
    const [one, other] = [summarize(own), summarize(rival)]
    const tie = one.min <= other.max && other.min <= one.max
    return { gate, ratio, tie, passed: keeps(gate, ratio, fast ? fastMargin : 0) }
  })
}

export function look(series: Series, figures: Figures): AimSeen[] {
  return (series.aims ?? []).map((aim) => {
    const { median: seen } = summarize(figures.get(aim.candidate) ?? [])
    return { aim, met: aim.bound === 'at least' ? seen >= aim.figure : seen <= aim.figure }
  })
}

function keeps({ bound, ratio: wanted }: Gate, ratio: number, margin: number): boolean {
  return bound === 'at least' ? ratio >= wanted * (1 - margin) : ratio <= wanted * (1 + margin)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
