import { cpus } from 'node:os'
import type { BenchPlan, PreparedBench, Series } from './bench-case.ts'
import { type Figures, interleave } from './interleave.ts'
import { type AimSeen, type Judgement, judge, look, type Summary, summarize } from './judge.ts'

export interface BenchResult {
  bench: string
  machine: { cpus: number; model: string; node: string; platform: string }
  rounds: number
  fast: boolean
  floor: { name: string; unit: string } & Summary
  series: {
    name: string
    unit: string
    includes: string
    figures: Record<string, Summary & { rounds: number[] }>
    judgements: Judgement[]
    aims: AimSeen[]
  }[]
  notes: string[]
}

/** Measures every series of a prepared bench, with the floor once in each round of each. */
export async function measure(name: string, bench: PreparedBench, plan: BenchPlan): Promise<BenchResult> {
  const floor: number[] = []
  const series: BenchResult['series'] = []
  for (const one of bench.series) {
    const figures = await interleave([...one.candidates, bench.floor], plan.rounds * (one.turnsInRound ?? 1))
    floor.push(...(figures.get(bench.floor.name) ?? []))
    figures.delete(bench.floor.name)
    series.push(resultOf(one, figures, plan.fast))
  }
  const [processor] = cpus()
  return {
    bench: name,
    machine: {
      cpus: cpus().length,
      model: processor?.model ?? 'unknown',
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    rounds: plan.rounds,
    fast: plan.fast,
    floor: { name: bench.floor.name, unit: bench.floor.unit, ...rounded(summarize(floor)) },
    series,
    notes: bench.notes(),
  }
}

function resultOf(series: Series, figures: Figures, fast: boolean): BenchResult['series'][number] {
  const { name, unit, includes } = series
  const entries = [...figures].map(([candidate, values]) => {
    return [candidate, { ...rounded(summarize(values)), rounds: values.map(round) }] as const
  })
  const judgements = judge(series, figures, fast).map((one) => ({ ...one, ratio: round(one.ratio) }))
  return { name, unit, includes, figures: Object.fromEntries(entries), judgements, aims: look(series, figures) }
}

function rounded({ median, min, max }: Summary): Summary {
  return { median: round(median), min: round(min), max: round(max) }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
