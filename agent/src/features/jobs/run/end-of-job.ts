import type { CutOff } from '../../../core/jobs.ts'
import type { JobFault, JobRecord, UndoView } from '../job-record.ts'
import type { Undone } from './undo-steps.ts'

/** Why a job did not come to its end. */
export type Cause =
  | { kind: 'fault'; code: string; message: string; step: string | null }
  | { kind: 'cancelled'; by: string }
  /** The agent was told to stop, or something ended it. */
  | { kind: 'interrupted'; message: string; step: string | null }

/** What is written at the end of a job that was taken back. */
export interface SadEnd {
  status: JobRecord['status']
  fault: JobFault | null
  undo: UndoView | null
  closing: NonNullable<JobRecord['closing']>
}

/**
 * How a job ends once its undos have run: a fault is `failed`, and `rolled_back` in the audit log if everything was taken
 * back; a cancel is `cancelled` and `rolled_back`, unless something remains, which is `failed` in both; what the end of
 * the agent cut off is `interrupted` in both.
 * @param truth what is true if everything was taken back
 */
export function endAfterUndo(
  cause: Cause,
  { undone, remains }: Pick<Undone, 'undone' | 'remains'>,
  truth: string,
): SadEnd {
  const complete = remains.length === 0
  const now = complete ? truth : `Not everything could be taken back: ${remains.join(' ')}`
  const hadUndo = undone.length > 0 || !complete
  const takenBack = undone.length === 0 ? '' : `Taken back: ${undone.map((title) => `“${title}”`).join(', ')}.`
  return {
    ...verdict(cause, complete, hadUndo, now),
    undo: hadUndo ? { status: complete ? 'done' : 'incomplete', message: now, remains } : null,
    closing: { outcome: outcome(cause, complete, hadUndo), detail: sentences(about(cause), takenBack, now) },
  }
}

function verdict(cause: Cause, complete: boolean, hadUndo: boolean, now: string): Pick<SadEnd, 'status' | 'fault'> {
  if (cause.kind === 'interrupted') {
    const fault = { code: 'interrupted', message: sentences(cause.message, now), step: cause.step }
    return { status: 'interrupted', fault }
  }
  if (cause.kind === 'fault') {
    const { code, message, step } = cause
    return { status: 'failed', fault: { code, message: sentences(message, now), step } }
  }
  if (complete || !hadUndo) return { status: 'cancelled', fault: null }
  return { status: 'failed', fault: { code: 'undo_incomplete', message: sentences(about(cause), now), step: null } }
}

function outcome(cause: Cause, complete: boolean, hadUndo: boolean): CutOff['outcome'] {
  if (cause.kind === 'interrupted') return 'interrupted'
  if (!complete) return 'failed'
  return cause.kind === 'cancelled' || hadUndo ? 'rolled_back' : 'failed'
}

function about(cause: Cause): string {
  return cause.kind === 'cancelled' ? `Cancelled by ${cause.by}.` : cause.message
}

function sentences(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}
