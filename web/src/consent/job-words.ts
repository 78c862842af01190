import type { LadderRow } from '../ui/Ladder.tsx'
import type { MarkKind } from '../ui/Mark.tsx'
import { duration } from '../ui/time-words.ts'
import type { Job, JobStep } from '../wire.ts'
import { consentWords } from './consent-words.ts'

const words = consentWords.job

const marks: Record<JobStep['status'], LadderRow['mark']> = {
  waiting: 'todo',
  running: 'now',
  succeeded: 'done',
  failed: 'failed',
  skipped: 'todo',
  // It had been done before it was taken back, which stands below.
  undoing: 'done',
  undone: 'done',
  undo_failed: 'done',
}

/** What such a step said last tells what it was doing, not what was reached. */
const lastWord: readonly JobStep['status'][] = ['succeeded', 'undone']

/** The steps in their order, and below them those that are taken back, the last one first. */
export function ladderOf(job: Job, stopped: ReadonlySet<string>): { steps: LadderRow[]; back: LadderRow[] } {
  const failedStep = job.error?.step
  const steps = job.steps.map((step) => ({
    id: step.name,
    title: step.title,
    mark: failedStep === step.name && !isEnded(job, 'cancelled') ? ('failed' as const) : marks[step.status],
    detail: lastWord.includes(step.status) ? null : step.message,
    aside: asideOf(step, job.status),
    edge: stopped.has(step.name),
  }))
  const back = job.steps
    .filter(({ status }) => status === 'undoing' || status === 'undone' || status === 'undo_failed')
    .toReversed()
    .map(
      (step): LadderRow => ({
        id: `back-${step.name}`,
        title: step.title,
        mark: step.status === 'undoing' ? 'now' : step.status === 'undone' ? 'done' : 'failed',
        detail: null,
        aside: step.status === 'undoing' ? words.now : step.status === 'undone' ? words.takenBack : words.notTakenBack,
        edge: false,
      }),
    )
  return { steps, back }
}

/** The steps that were begun and not taken back yet, the last one first. */
export function stepsToTakeBack(job: Job): JobStep[] {
  const begun: JobStep['status'][] = ['running', 'succeeded', 'failed']
  return job.steps.filter(({ status }) => begun.includes(status)).toReversed()
}

const isEnded = (job: Job, status: Job['status']) => job.status === status

function asideOf({ status, started_at, ended_at }: JobStep, job: Job['status']): string {
  if (status === 'running') return words.now
  if (status === 'skipped') return job === 'succeeded' || job === 'running' ? words.skipped : words.notReached
  if (started_at === null || ended_at === null) return ''
  return duration(Date.parse(ended_at) - Date.parse(started_at))
}

export interface JobEnd {
  mark: MarkKind
  verdict: string
  /** What is true now. */
  why: string
  remains: readonly string[]
}

/** How a job ended: done, taken back, or what remains. Null while it runs. */
export function endOf(job: Job): JobEnd | null {
  if (job.ended_at === null) return null
  const remains = job.undo?.remains ?? []
  if (job.status === 'succeeded') {
    const message = job.result?.message
    return { mark: 'fine', verdict: words.ends.succeeded, why: typeof message === 'string' ? message : '', remains }
  }
  const why = [...new Set([job.error?.message ?? '', job.undo?.message ?? ''])].filter(Boolean).join(' ')
  const whole = job.undo?.status === 'done' && remains.length === 0
  if (whole) {
    const verdict = job.status === 'cancelled' ? words.ends.stoppedBack : words.ends.takenBack
    return { mark: 'look', verdict, why, remains }
  }
  // Nothing had been begun that would have to be taken back.
  if (job.status === 'cancelled' && job.undo === null)
    return { mark: 'look', verdict: words.ends.cancelled, why, remains }
  const incomplete = job.undo?.status === 'incomplete'
  return { mark: 'broken', verdict: incomplete ? words.ends.incomplete : words.ends[endName(job.status)], why, remains }
}

function endName(status: Job['status']): 'failed' | 'cancelled' | 'interrupted' {
  return status === 'cancelled' || status === 'interrupted' ? status : 'failed'
}
