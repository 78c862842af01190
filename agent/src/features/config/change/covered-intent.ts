import type { Intent } from '../../../core/consent.ts'
import type { AuditTrail } from '../../confirmations/context.ts'
import type { TrialApproval } from '../trials.ts'
import { actorOf, type BeginDeps } from './begin-change.ts'

/** Opens audit entries of what an earlier approval covers: putting back what was on trial is part of its plan. */
export function createCoveredIntents(audit: Pick<AuditTrail, 'intend'>): BeginDeps['intend'] {
  return async ({ approval, instanceId, reason, target }) => {
    const { seq, close } = await audit.intend({
      actor: actorOf(approval),
      action: 'applyConfig',
      ...{ instanceId, target, reason },
      ...namesOf(approval),
    })
    return createIntent(String(seq), close)
  }
}

function namesOf({ planHash, confirmationId }: TrialApproval) {
  return { planHash, confirmationId }
}

type Close = Awaited<ReturnType<AuditTrail['intend']>>['close']

function createIntent(auditEventId: string, close: Close): Intent {
  let open = true
  let jobId: string | undefined
  const intent: Intent = {
    auditEventId,
    get isOpen() {
      return open && jobId === undefined
    },
    async close(outcome, detail) {
      if (!open) throw new Error(`The audit entry ${auditEventId} is closed already.`)
      open = false
      await close(outcome, { ...(detail === undefined ? {} : { detail }), ...(jobId === undefined ? {} : { jobId }) })
    },
    handOver(id) {
      jobId = id
      return intent
    },
  }
  return intent
}
