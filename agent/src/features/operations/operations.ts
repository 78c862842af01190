import type { components } from '@moltbot-ops/api/types'
import type { Params, Planners } from '../../core/consent.ts'
import { demandSameBasis } from '../../core/demand-same-basis.ts'
import type { Feature } from '../../core/handler.ts'
import type { Jobs, JobView } from '../../core/jobs.ts'
import { Problem } from '../../core/problem.ts'
import type { Installation } from '../../moltbot/locate/installation.ts'
import { findSteering, type SteeringDeps } from '../../moltbot/managed/steering.ts'
import type { WaitForStatus } from '../moltbot/wait-for-status.ts'
import { type Action, isLater, planAction, type Subject } from './plan-action.ts'
import { createServiceJob, type ServiceJobState } from './service-job.ts'

type MoltBotStatus = components['schemas']['MoltBotStatus']

export interface OperationsDeps extends SteeringDeps {
  jobs: Jobs
  waitFor: WaitForStatus
  /** Looks at the machine at once: a plan stands on what is there now, not on what was there some seconds ago. */
  lookNow(): Promise<void>
  /** The instance that is meant. @throws Problem not_found, not_installed */
  chosen(instanceId: string | undefined): {
    instanceId: string
    label: string
    installation: Installation
    status: MoltBotStatus
  }
}

export interface Operations {
  handlers: Feature<'runOpsAction'>
  planners: Planners
}

/** How long the answer waits for the verification before it names the job to follow. */
const answerWithinMs = 60_000

/** Operational actions: planned, approved, done as a job, verified from outside. */
export function createOperations(deps: OperationsDeps): Operations {
  const { jobs, chosen, lookNow } = deps
  const kind = createServiceJob(deps)
  jobs.register(kind as never)

  const subjectOf = async (instanceId: string | undefined): Promise<Subject> => {
    const { installation, ...found } = chosen(instanceId)
    const { steering, reason } = await findSteering(deps, installation)
    return { ...found, steering, whyNot: reason }
  }

  return {
    planners: {
      async runOpsAction({ action, params, instance_id }) {
        await lookNow()
        const subject = await subjectOf(instance_id as string | undefined)
        return planAction(action as Action, params as Params | undefined, subject)
      },
    },
    handlers: {
      async runOpsAction({ body, query, consent }) {
        const { action } = body
        if (consent === null) throw new Error('runOpsAction was reached without an approval.')
        if (isLater(action)) {
          throw new Problem('not_available_yet', `${action} is part of the contract and not built in this version.`)
        }
        const { instanceId, steering, whyNot, status } = await subjectOf(query.instance_id)
        if (steering === null) throw new Problem('not_managed', whyNot ?? 'Nothing steers this MoltBot.')
        demandSameBasis(consent.plan, { manager: steering.manager, service: steering.name })
        const state: ServiceJobState = {
          action,
          steering,
          instanceId,
          pidBefore: status.process?.pid ?? null,
          startedBefore: status.process?.started_at ?? null,
          verified: false,
          message: '',
        }
        const { id } = await jobs.start({ kind, state, instanceId, title: consent.plan.summary, consent })
        const job = await jobs.settled(id, answerWithinMs)
        return { ...outcome(job), audit_event_id: consent.intent.auditEventId, job_id: id }
      },
    },
  }
}

function outcome(job: JobView): { ok: boolean; message: string; status: 'accepted' | 'verified' | 'failed' } {
  if (job.status === 'succeeded') return { ok: true, message: String(job.result?.message ?? ''), status: 'verified' }
  if (job.ended_at === null) return { ok: true, message: 'It still runs; follow the job.', status: 'accepted' }
  return { ok: false, message: job.error?.message ?? 'It did not work.', status: 'failed' }
}
