import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { CutOff, JobStatus, JobView } from '../../core/jobs.ts'

export type StepView = components['schemas']['JobStep']
export type JobFault = NonNullable<components['schemas']['JobError']>
export type UndoView = NonNullable<components['schemas']['JobUndo']>

/** One job as the database keeps it. Records are never changed, only replaced. */
export interface JobRecord {
  id: string
  instanceId: string | null
  kind: string
  title: string
  status: JobStatus
  progress: number
  stage: string | null
  steps: readonly StepView[]
  stateJson: string
  result: Record<string, unknown> | null
  fault: JobFault | null
  undo: UndoView | null
  /** Number of the last log line; 0 where there is none. */
  lastLine: number
  confirmationId: string | null
  auditEventId: string | null
  /** How its audit entry is to be closed; null until it ended. */
  closing: Pick<CutOff, 'outcome' | 'detail'> | null
  /** Milliseconds since 1970. */
  createdAt: number
  startedAt: number | null
  endedAt: number | null
}

const timeOrNull = (at: number | null) => (at === null ? null : isoTime(at))

/** The job as the contract tells it. */
export function viewOf(job: JobRecord, canCancel: boolean): JobView {
  return {
    id: job.id,
    kind: job.kind,
    title: job.title,
    instance_id: job.instanceId,
    status: job.status,
    progress: job.progress,
    stage: job.stage,
    steps: [...job.steps],
    log_cursor: job.lastLine === 0 ? null : String(job.lastLine),
    result: job.result,
    error: job.fault,
    can_cancel: canCancel,
    undo: job.undo,
    confirmation_id: job.confirmationId,
    audit_event_id: job.auditEventId,
    created_at: isoTime(job.createdAt),
    started_at: timeOrNull(job.startedAt),
    ended_at: timeOrNull(job.endedAt),
  }
}

/** The steps with one of them changed. */
export function withStep(steps: readonly StepView[], name: string, change: Partial<StepView>): StepView[] {
  return steps.map((step) => (step.name === name ? { ...step, ...change } : step))
}

/** Whether a step may have changed something that is not taken back yet. */
export function isBegun({ status }: StepView): boolean {
  return status !== 'waiting' && status !== 'skipped' && status !== 'undone'
}
