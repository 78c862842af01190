import type { Outcome, Stage } from './stage.ts'

export type Verdict = 'passed' | 'failed' | 'not run'

export interface StageResult {
  name: string
  verdict: Verdict
  seconds: number
  note: string
  output: string
}

export interface Reporter {
  finished(result: StageResult): void
}

interface Options {
  stages: readonly Stage[]
  ci: boolean
  now(): number
  reporter: Reporter
}

/** Runs the stages in order. After the first red one only cheap stages still run. */
export async function runStages({ stages, ci, now, reporter }: Options): Promise<StageResult[]> {
  if (stages.length === 0) throw new Error('no stages: an empty gate would pass everything')
  const results: StageResult[] = []
  const passed = (name: string) => results.some((result) => result.name === name && result.verdict === 'passed')
  for (const stage of stages) {
    const red = results.find((result) => result.verdict === 'failed')
    const missing = stage.needs?.find((name) => !passed(name))
    let result: StageResult
    if (missing) result = notRun(stage, `needs ${missing}`)
    else if (red && !stage.cheap) result = notRun(stage, `after ${red.name} failed`)
    else result = await runStage(stage, ci, now)
    results.push(result)
    reporter.finished(result)
  }
  return results
}

async function runStage(stage: Stage, ci: boolean, now: () => number): Promise<StageResult> {
  const began = now()
  const outcome = await stage.run().catch((error: unknown): Outcome => ({ ok: false, output: describe(error) }))
  const seconds = (now() - began) / 1000
  if (outcome.cannotRun !== undefined) {
    const verdict = ci ? 'failed' : 'not run'
    return { name: stage.name, verdict, seconds, note: outcome.cannotRun, output: outcome.output }
  }
  const verdict = outcome.ok ? 'passed' : 'failed'
  return { name: stage.name, verdict, seconds, note: outcome.note ?? '', output: outcome.output }
}

function notRun(stage: Stage, note: string): StageResult {
  return { name: stage.name, verdict: 'not run', seconds: 0, note, output: '' }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
