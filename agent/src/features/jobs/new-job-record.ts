import type { JobRequest, JobState } from '../../core/jobs.ts'
import { plainName } from '../../core/plain-name.ts'
import type { JobRecord } from './job-record.ts'
import type { Work } from './run/work.ts'

const mostSteps = 100
const longestTitle = 300

/** A job that was accepted and has not begun. @throws UnsafeStateError; Error for steps that cannot be told apart */
export function newJobRecord<State extends JobState, Secrets>(
  id: string,
  now: number,
  { kind, title, instanceId, consent }: JobRequest<State, Secrets>,
  work: Work,
): JobRecord {
  const names = new Set(work.steps.map((step) => step.id))
  if (names.size !== work.steps.length || names.size > mostSteps) {
    throw new Error(`The steps of ${kind.kind} have the same name twice, or are more than ${mostSteps}.`)
  }
  return {
    id,
    instanceId,
    kind: kind.kind,
    title: plainName(title.slice(0, longestTitle), kind.kind),
    status: 'accepted',
    progress: 0,
    stage: null,
    steps: work.steps.map((step) => ({
      ...{ name: step.id, title: step.title, status: 'waiting', message: null },
      ...{ started_at: null, ended_at: null },
    })),
    stateJson: work.state(),
    result: null,
    fault: null,
    undo: null,
    lastLine: 0,
    confirmationId: consent.confirmationId,
    auditEventId: consent.intent.auditEventId,
    closing: null,
    createdAt: now,
    startedAt: null,
    endedAt: null,
  }
}
