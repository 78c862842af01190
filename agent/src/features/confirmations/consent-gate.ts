import type { ProblemCode } from '@moltbot-ops/api/operations'
import { canonicalHash } from '../../core/canonical-json.ts'
import type { Consent, ConsentCall, ConsentGate, Intent, Params, Plan } from '../../core/consent.ts'
import { hideSecrets } from '../../core/flat-params.ts'
import { Problem, type ProblemOptions } from '../../core/problem.ts'
import { createActing } from './acting.ts'
import { isStillSigned } from './approve.ts'
import { type ConfirmationRow, clockStepMs } from './confirmation-rows.ts'
import type { AuditNote, ConfirmationsDeps } from './context.ts'
import { makePlan } from './propose.ts'

type Person = Consent['approvedBy']

interface Approved {
  row: ConfirmationRow
  plan: Plan
  /** To be called once it was done, or a job has taken it over. */
  end(): void
}

interface Passed {
  consent: Consent
  end(): void
  /** Resolves once it is kept which job the proposal led to, if to any. */
  jobNoted(): Promise<void>
}

/** Who plans slowly while others act is told so, instead of waiting for ever. */
const mostTries = 5

/** The only way to a side effect: every operation that needs consent goes through here. */
export function createConsentGate(deps: ConfirmationsDeps, tell: (row: ConfirmationRow) => unknown): ConsentGate {
  const { database, clock, keys, audit, log, isSecretSetting } = deps
  const acting = createActing()

  function refuse(
    call: ConsentCall,
    code: ProblemCode,
    message: string,
    options: ProblemOptions & Partial<AuditNote> = {},
  ): never {
    const { actor, action } = call
    audit.refused({ actor, action, detail: code, ...('confirmationId' in options ? options : {}) })
    throw new Problem(code, message)
  }

  async function findLive(call: ConsentCall, paramsHash: string): Promise<ConfirmationRow> {
    const { token, actor, action } = call
    if (token === undefined || token === '') {
      return refuse(
        call,
        'confirmation_required',
        'This needs an approval. Propose it at POST /confirmations, let a person approve it, and send the token in X-Confirmation-Token.',
      )
    }
    // The hash is keyed, so looking it up tells nothing by its timing.
    const row =
      token.length > 256
        ? undefined
        : await database
            .selectFrom('confirmations')
            .selectAll()
            .where('token_hash', '=', keys.hash(token))
            .executeTakeFirst()
    const invalid = (why: string) => refuse(call, 'confirmation_invalid', why, { confirmationId: row?.id ?? null })
    if (!row) return invalid('This confirmation token is not known, or was replaced. Propose and approve again.')
    if (row.status !== 'approved')
      return invalid('This confirmation token was used already. Propose and approve again.')
    if (clock.now() >= (row.token_expires_at ?? 0) || clock.now() < (row.decided_at ?? 0) - clockStepMs) {
      return invalid('This confirmation token has ended: it lives for two minutes. Propose and approve again.')
    }
    const approver: Person & { device_id?: string | null } = JSON.parse(row.decided_by_json ?? '{}')
    if (approver.subject !== actor.subject || approver.device_id !== actor.deviceId) {
      return invalid('This confirmation token belongs to whoever approved. That client makes the call.')
    }
    if (row.action !== action) return invalid('This confirmation token is for another operation.')
    if (row.params_hash !== paramsHash) return invalid('This confirmation token is for other parameters.')
    if (!(await isStillSigned(deps, row))) return invalid('The approval is not what its device signed.')
    return row
  }

  /** Only one caller gets it, however many come at once. */
  async function useUp(call: ConsentCall, row: ConfirmationRow): Promise<void> {
    const used = await database
      .updateTable('confirmations')
      .set({ status: 'used', token_expires_at: null })
      .where('id', '=', row.id)
      .where('status', '=', 'approved')
      .where('token_hash', '=', row.token_hash)
      .returningAll()
      .executeTakeFirst()
    if (!used) return refuse(call, 'confirmation_invalid', 'This confirmation token was used already.')
    tell(used)
  }

  /** The approval and a plan that is still what was approved, with the right to act on it; or why not. */
  async function demandApproved(call: ConsentCall, hidden: Params): Promise<Approved> {
    const { action, params, actor } = call
    const paramsHash = canonicalHash(hidden)
    for (let tries = 0; tries < mostTries; tries += 1) {
      const since = await acting.quiet()
      const row = await findLive(call, paramsHash)
      const wasFree = isFree(call)
      const { plan, planHash } = await makePlan(deps, action, params, actor)
      if (planHash !== row.plan_hash) {
        const changed = 'What would happen is no longer what was approved. Propose it again and read the new plan.'
        refuse(call, 'plan_changed', changed, { confirmationId: row.id })
      }
      call.demandFree()
      // Nothing is awaited between this and the beginning, so what was planned still holds.
      const end = wasFree ? acting.begin(since) : null
      if (end !== null) return { row, plan, end }
    }
    throw new Problem('busy', 'Other changes were made meanwhile. Send it again with the same approval.')
  }

  /** The job runs whether or not this can be kept; the job itself names its proposal too. */
  async function noteJob(id: string, jobId: string): Promise<void> {
    try {
      const led = await database
        .updateTable('confirmations')
        .set({ job_id: jobId })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      if (led) tell(led)
    } catch (error) {
      log.error('It was not kept which job a proposal led to.', { confirmation: id, job_id: jobId, error })
    }
  }

  async function pass(call: ConsentCall): Promise<Passed> {
    const { action, params, actor } = call
    const hidden = hideSecrets(action, params, { hmac: keys.hash, isSecretSetting })
    const { row, plan, end } = await demandApproved(call, hidden)
    try {
      await useUp(call, row)
      const { seq, close } = await audit.intend({
        actor,
        action,
        instanceId: row.instance_id,
        target: `${plan.target.kind}:${plan.target.id ?? plan.target.name}`,
        reason: row.reason,
        params: hidden,
        paramsHash: row.params_hash,
        planHash: row.plan_hash,
        approvalSignature: row.approval_signature,
        confirmationId: row.id,
      })
      const approver = JSON.parse(row.decided_by_json ?? '{}')
      let jobNoted = Promise.resolve()
      const begun = (jobId: string) => {
        end()
        jobNoted = noteJob(row.id, jobId)
      }
      const consent = {
        confirmationId: row.id,
        planHash: row.plan_hash,
        plan,
        reason: row.reason,
        approvedBy: { subject: approver.subject, deviceId: approver.device_id, via: approver.via },
        intent: createIntent(String(seq), close, begun),
      }
      return { consent, end, jobNoted: () => jobNoted }
    } catch (error) {
      end()
      throw error
    }
  }

  return {
    async carryOut(call, work) {
      const { consent, end, jobNoted } = await pass(call)
      try {
        const result = await work(consent)
        if (consent.intent.isOpen) await consent.intent.close('succeeded')
        return result
      } catch (error) {
        if (consent.intent.isOpen)
          await consent.intent.close('failed', error instanceof Problem ? error.code : 'internal')
        throw error
      } finally {
        end()
        await jobNoted()
      }
    },
  }
}

function isFree({ demandFree }: ConsentCall): boolean {
  try {
    demandFree()
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

type Close = Awaited<ReturnType<ConfirmationsDeps['audit']['intend']>>['close']

/** `begun`: a job has taken over, which keeps others out by itself. */
function createIntent(auditEventId: string, close: Close, begun: (jobId: string) => void): Intent {
  let open = true
  let jobId: string | undefined
  return {
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
      begun(id)
      return this
    },
  }
}
