import { type Clock, isoTime } from '../../../core/clock.ts'
import type { Intent } from '../../../core/consent.ts'
import type { Log } from '../../../core/log.ts'
import { Problem } from '../../../core/problem.ts'
import { HostError } from '../../../host/host.ts'
import { type JobRecord, type StepView, withStep } from '../job-record.ts'
import { type Cause, endAfterUndo } from './end-of-job.ts'
import type { OpenJob } from './open-job.ts'
import type { Reins } from './reins.ts'
import { stateOr, undoSteps } from './undo-steps.ts'
import type { StepTools, Work, WorkStep } from './work.ts'

/** What carrying out a job and taking it back both need. */
export interface JobAtWork {
  job: OpenJob
  work: Work
  clock: Clock
  log: Log
  /** Hides secrets in one sentence and cuts it. */
  clean(text: string): string
  tools(step: WorkStep, live?: Pick<StepTools, 'signal' | 'progress'>): StepTools
}

export interface RunDeps extends JobAtWork {
  reins: Reins
  intent: Intent
  /** How long a step takes in comparison with the others. */
  weight(step: WorkStep): number
  markAudited(id: string): Promise<void>
}

/** Stopped at a safe point, because somebody asked for it. */
class Stopped extends Error {}

const never = new AbortController().signal

/** Runs the steps of a job; if it does not come to its end, takes back what was begun. Never throws. */
export async function runJob(deps: RunDeps): Promise<void> {
  const { job, work, reins, clock } = deps
  const now = () => isoTime(clock.now())
  const total = work.steps.reduce((sum, step) => sum + deps.weight(step), 0)
  let running: WorkStep | null = null

  /** Nothing has happened before the first step, so there every job can be stopped. */
  function obey(next: WorkStep): void {
    if (reins.asked() && (next.cancellable || next === work.steps[0])) throw new Stopped()
  }

  async function run(step: WorkStep, before: number): Promise<void> {
    const stateJson = work.state()
    await job.commit((record) => ({
      status: statusNow(reins),
      startedAt: record.startedAt ?? clock.now(),
      stage: step.id,
      steps: withStep(record.steps, step.id, { status: 'running', started_at: now() }),
      stateJson,
    }))
    running = step
    obey(step)
    reins.at(work.steps.indexOf(step))
    const weight = deps.weight(step)
    const progress = (share: number) => job.progress((before + weight * Math.min(1, Math.max(0, share))) / total)
    await step.run(deps.tools(step, { signal: step.cancellable ? reins.signal : never, progress }))
  }

  /** The change that ends a job that came to its end. */
  async function forward(): Promise<(record: JobRecord) => Partial<JobRecord>> {
    let done = 0
    let last = (record: JobRecord): Partial<JobRecord> => ({ stateJson: record.stateJson })
    for (const [index, step] of work.steps.entries()) {
      if (index > 0) await job.commit(last)
      obey(step)
      await run(step, done)
      running = null
      reins.at(index + 1)
      done += deps.weight(step)
      const [progress, stateJson] = [done / total, work.state()]
      last = ({ steps }) => ({
        steps: withStep(steps, step.id, { status: 'succeeded', ended_at: now() }),
        status: statusNow(reins),
        progress,
        stateJson,
      })
    }
    if (reins.asked()?.kind === 'cancelled') throw new Stopped()
    const result = work.result()
    reins.letGo('This job has ended already.')
    const closing = { outcome: 'succeeded' as const, detail: job.record().title }
    // The end of the last step and of the job are one change: there is no moment in between.
    return (record) => ({
      ...last(record),
      ...{ status: 'succeeded', progress: 1, result, closing, endedAt: clock.now() },
    })
  }

  try {
    await job.commitEnd(await forward())
  } catch (error) {
    await takeBack(deps, causeOf(deps, running, error), running)
  }
  await closeIntent(deps)
}

function statusNow(reins: Reins): JobRecord['status'] {
  return reins.asked()?.kind === 'cancelled' ? 'cancelling' : 'running'
}

function causeOf({ job, reins, log, clean }: RunDeps, running: WorkStep | null, error: unknown): Cause {
  const asked = reins.asked()
  const step = running?.id ?? null
  // A step that was told to stop may say so in any way.
  const obeyed = error instanceof Stopped || running?.cancellable === true
  if (asked !== null && obeyed) {
    return asked.kind === 'cancelled' ? asked : { kind: 'interrupted', message: 'The agent was stopped.', step }
  }
  if (error instanceof Problem) return { kind: 'fault', code: error.code, message: clean(error.message), step }
  const what = running === null ? 'The job' : `“${running.title}”`
  // What the machine refuses is told in its own words, which hold no secret.
  if (error instanceof HostError) {
    return { kind: 'fault', code: 'internal', message: clean(`${what} failed: ${error.message}`), step }
  }
  log.error('A job failed.', { job_id: job.id, step, error })
  return { kind: 'fault', code: 'internal', message: `${what} failed. The agent’s log says why.`, step }
}

async function takeBack(deps: RunDeps, cause: Cause, running: WorkStep | null): Promise<void> {
  const { job, work, reins, clock, log, tools } = deps
  reins.letGo('This job did not succeed and takes back what it did. That cannot be stopped.')
  const message = cause.kind === 'cancelled' ? `Cancelled by ${cause.by}.` : cause.message
  job.log.add(running?.id ?? null, message)
  if (running !== null) job.message(running.id, message)
  const endedAt = isoTime(clock.now())
  const failed = (steps: readonly StepView[]) =>
    running === null ? [...steps] : withStep(steps, running.id, { status: 'failed', ended_at: endedAt })
  try {
    await job.commit((record) => ({
      steps: failed(record.steps),
      stateJson: stateOr(work, record),
      fault: cause.kind === 'fault' ? { code: cause.code, message, step: cause.step } : null,
      undo: record.stage === null ? null : { status: 'running', message: 'It is being taken back.', remains: [] },
    }))
  } catch (error) {
    // What was begun is taken back all the same; the end of the job is written until it can be.
    log.warn('That a job did not succeed could not be recorded.', { job_id: job.id, error })
  }
  const undone = await undoSteps({ ...deps, tools: (step) => tools(step) })
  const end = endAfterUndo(cause, undone, truthAfterUndo(deps))
  await job.commitEnd((record) => ({
    ...end,
    steps: skipWaiting(undone.steps(failed(record.steps))),
    endedAt: clock.now(),
  }))
}

/** What the job says is true now that everything is taken back. */
export function truthAfterUndo({ job, work, log, clean }: Omit<JobAtWork, 'tools'>): string {
  try {
    return clean(work.afterUndo())
  } catch (error) {
    log.error('A job could not say what is true now.', { job_id: job.id, error })
    return 'What it did was taken back.'
  }
}

export function skipWaiting(steps: readonly StepView[]): StepView[] {
  return steps.map((step) => (step.status === 'waiting' ? { ...step, status: 'skipped' } : step))
}

async function closeIntent({ job, intent, log, markAudited }: RunDeps): Promise<void> {
  const closing = job.record().closing
  if (closing === null) return
  try {
    await intent.close(closing.outcome, closing.detail)
    await markAudited(job.id)
  } catch (error) {
    // The entry stays open, and the next start of the agent closes it with the same words.
    log.error('The audit entry of a job could not be closed.', { job_id: job.id, error })
  }
}
