import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reporter, StageResult } from './run-stages.ts'

const sign = { passed: 'ok  ', failed: 'FAIL', 'not run': '-   ' } as const

/** Prints one line per stage, and the whole output of a red one; that output is kept as a file too. */
export function consoleReporter(resultsFolder: string): Reporter {
  return {
    finished(result) {
      console.log(line(result))
      if (result.verdict !== 'failed') {
        for (const warning of warningsOf(result)) console.log(`     ${warning}`)
        return
      }
      mkdirSync(resultsFolder, { recursive: true })
      const file = join(resultsFolder, `${result.name.replace(/[^a-z0-9]+/gi, '-')}.log`)
      writeFileSync(file, result.output)
      console.log(`${result.output.trimEnd()}\n(kept in ${file})\n`)
    },
  }
}

export function closingTable(results: readonly StageResult[]): string {
  const total = results.reduce((sum, result) => sum + result.seconds, 0)
  const count = (verdict: StageResult['verdict']) => results.filter((result) => result.verdict === verdict).length
  const left = count('not run')
  return [
    '',
    ...results.map(line),
    ...results.flatMap(warningsOf),
    `     ${'total'.padEnd(26)} ${total.toFixed(1).padStart(7)} s${left > 0 ? `  ${left} not run` : ''}`,
    `${count('passed')} passed, ${count('failed')} failed`,
  ].join('\n')
}

/** A green stage may still have something to say that must not be missed. */
function warningsOf(result: StageResult): string[] {
  return result.output.split('\n').filter((text) => text.startsWith('WARNING'))
}

function line(result: StageResult): string {
  const time = `${result.seconds.toFixed(1).padStart(7)} s`
  return `${sign[result.verdict]} ${result.name.padEnd(26)} ${time}  ${result.note}`.trimEnd()
}
