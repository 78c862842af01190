import type { CutOff } from '../../../core/jobs.ts'
import type { JobRecord } from '../job-record.ts'
import { endAfterUndo } from './end-of-job.ts'
import { type JobAtWork, skipWaiting, truthAfterUndo } from './run-job.ts'
import { undoSteps } from './undo-steps.ts'
import type { Work } from './work.ts'

/** Takes back what a job had begun when the agent was cut off, from what is written of it alone. */
export async function recoverJob(deps: JobAtWork): Promise<CutOff> {
  const { job, clock, tools } = deps
  const cut = job.record()
  job.log.add(cut.stage, 'The agent was cut off during this job. What can be taken back is taken back now.')
  const undone = await undoSteps({ ...deps, tools: (step) => tools(step) })
  const cause = { kind: 'interrupted' as const, message: messageOf(cut), step: cut.fault?.step ?? cut.stage }
  const end = endAfterUndo(cause, undone, truthAfterUndo(deps))
  await job.commitEnd(({ steps }) => ({ ...end, steps: skipWaiting(undone.steps(steps)), endedAt: clock.now() }))
  return { jobId: job.id, auditEventId: cut.auditEventId, ...end.closing }
}

function messageOf({ fault, stage, steps }: JobRecord): string {
  if (fault !== null) return `${fault.message} The agent was cut off while that was being taken back.`
  const step = steps.find(({ name }) => name === stage)
  return step === undefined
    ? 'The agent was cut off before the first step.'
    : `The agent was cut off during “${step.title}”.`
}

/** Stands for a kind that this version does not know, or cannot read the state of: every step that was begun remains. */
export function unknownWork({ stateJson, stage }: JobRecord): Work {
  return {
    steps: [],
    secrets: [],
    state: () => stateJson,
    result: () => ({}),
    afterUndo: () => (stage === null ? 'Nothing had been begun.' : 'Nothing was taken back.'),
  }
}
