import { type Clock, isoTime } from '../../../core/clock.ts'
import { RemainsError } from '../../../core/jobs.ts'
import type { Log } from '../../../core/log.ts'
import { Problem } from '../../../core/problem.ts'
import { HostError } from '../../../host/host.ts'
import { isBegun, type JobRecord, type StepView, withStep } from '../job-record.ts'
import type { OpenJob } from './open-job.ts'
import type { StepTools, Work, WorkStep } from './work.ts'

export interface Undone {
  /** Titles of the steps that were taken back, in the order in which they were. */
  undone: string[]
  /** What could not be taken back, each a sentence. */
  remains: string[]
  /** The steps of the record with how each undo ended, also where that could not be written. */
  steps(recorded: readonly StepView[]): StepView[]
}

export interface UndoDeps {
  job: OpenJob
  work: Work
  clock: Clock
  log: Log
  /** Hides secrets in one sentence and cuts it. */
  clean(text: string): string
  tools(step: WorkStep): StepTools
}

const mostRemains = 20

/**
 * Takes back every step that was begun, the last one first. Each undo is recorded before and after it; one that fails
 * does not keep the others from being taken back.
 */
export async function undoSteps({ job, work, clock, log, clean, tools }: UndoDeps): Promise<Undone> {
  const undone: string[] = []
  const remains: string[] = []
  const changes = new Map<string, Partial<StepView>>()
  const steps = (recorded: readonly StepView[]) =>
    [...changes].reduce((all, [name, change]) => withStep(all, name, change), [...recorded])

  async function record(step: string, status: 'undoing' | 'undone' | 'undo_failed'): Promise<void> {
    changes.set(step, { status, ended_at: status === 'undoing' ? null : isoTime(clock.now()) })
    try {
      await job.commit((before) => ({ steps: steps(before.steps), stage: step, stateJson: stateOr(work, before) }))
    } catch (error) {
      // The machine matters more than the record: at worst it is undone again at the next start, which does no harm.
      log.warn('An undo could not be recorded.', { job_id: job.id, step, error })
    }
  }

  async function undo(step: WorkStep, run: NonNullable<WorkStep['undo']>): Promise<void> {
    await record(step.id, 'undoing')
    job.log.add(step.id, `Taking back: ${step.title}`)
    try {
      await run(tools(step))
    } catch (error) {
      if (!isExpected(error)) log.error('A step could not be taken back.', { job_id: job.id, step: step.id, error })
      const left = remainsOf(error, step).map(clean)
      for (const line of left) job.log.add(step.id, line)
      job.message(step.id, clean(left.join(' ')))
      remains.push(...left)
      await record(step.id, 'undo_failed')
      return
    }
    undone.push(step.title)
    await record(step.id, 'undone')
  }

  const begun = job.record().steps.filter(isBegun)
  const known = new Map(work.steps.map((step) => [step.id, step]))
  for (const { name, title } of begun.toReversed()) {
    const step = known.get(name)
    if (step === undefined) remains.push(clean(`What “${title}” did: this version does not know how to take it back.`))
    else if (step.undo !== null) await undo(step, step.undo)
  }
  return { undone, remains: remains.slice(0, mostRemains), steps }
}

/** A state that may not be written failed the step that made it; what was written before is enough for the undos. */
export function stateOr(work: Work, { stateJson }: JobRecord): string {
  try {
    return work.state()
  } catch {
    return stateJson
  }
}

function isExpected(error: unknown): boolean {
  return error instanceof RemainsError || error instanceof Problem || error instanceof HostError
}

function remainsOf(error: unknown, step: WorkStep): string[] {
  if (error instanceof RemainsError && error.remains.length > 0) return error.remains.slice(0, mostRemains)
  const why = error instanceof Problem || error instanceof HostError ? error.message : 'The agent’s log says why.'
  return [`What “${step.title}” did could not be taken back. ${/[.!?]$/.test(why) ? why : `${why}.`}`]
}
