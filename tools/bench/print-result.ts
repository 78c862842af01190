import type { BenchResult } from './result.ts'

export function resultText(result: BenchResult): string {
  const { machine, floor } = result
  const lines = [
    `${result.bench}: ${result.rounds} rounds, ${machine.cpus} × ${machine.model}, Node ${machine.node}, ${machine.platform}`,
    `floor ${floor.name}: ${floor.median} ${floor.unit} (${floor.min} to ${floor.max})`,
  ]
  for (const series of result.series) {
    lines.push('', `${series.name}, ${series.unit} (${series.includes})`)
    for (const [name, { median, min, max }] of Object.entries(series.figures)) {
      lines.push(`  ${name.padEnd(28)} ${String(median).padStart(9)}   ${min} to ${max}`)
    }
    for (const { gate, ratio, tie, passed } of series.judgements) {
      const verdict = passed ? 'ok' : 'MISSED'
      const hoped = gate.hope === undefined ? '' : `; hoped for: ${gate.hope}`
      const wanted = `${gate.bound} ${gate.ratio}${hoped}`
      lines.push(`  ${verdict}: ${gate.candidate} is ${ratio} × ${gate.rival} (${wanted})${tie ? ', tie' : ''}`)
    }
    for (const { aim, met } of series.aims) {
      lines.push(`  aim ${met ? 'met' : 'NOT MET'}: ${aim.candidate} ${aim.bound} ${aim.figure} ${series.unit}`)
    }
  }
  return [...lines, '', ...result.notes].join('\n')
}
