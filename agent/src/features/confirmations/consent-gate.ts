import type { ProblemCode } from '@moltbot-ops/api/operations'
import { canonicalHash } from '../../core/canonical-json.ts'
import type { Consent, ConsentCall, ConsentGate, Intent } from '../../core/consent.ts'
import { hideSecrets } from '../../core/flat-params.ts'
import { Problem, type ProblemOptions } from '../../core/problem.ts'
import type { ConfirmationRow } from './confirmation-rows.ts'
import type { AuditNote, ConfirmationsDeps } from './context.ts'
import { makePlan } from './propose.ts'

type Person = Consent['approvedBy']

/** The only way to a side effect: every operation that needs consent goes through here. */
export function createConsentGate(deps: ConfirmationsDeps, tell: (row: ConfirmationRow) => unknown): ConsentGate {
  const { database, clock, keys, audit, isSecretSetting } = deps

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
    if (clock.now() >= (row.token_expires_at ?? 0)) {
      return invalid('This confirmation token has ended: it lives for two minutes. Propose and approve again.')
    }
    const approver: Person & { device_id?: string | null } = JSON.parse(row.decided_by_json ?? '{}')
    if (approver.subject !== actor.subject || approver.device_id !== actor.deviceId) {
      return invalid('This confirmation token belongs to whoever approved. That client makes the call.')
    }
    if (row.action !== action) return invalid('This confirmation token is for another operation.')
    if (row.params_hash !== paramsHash) return invalid('This confirmation token is for other parameters.')
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

  async function pass(call: ConsentCall): Promise<Consent> {
    const { action, params, actor } = call
    const hidden = hideSecrets(action, params, { hmac: keys.hash, isSecretSetting })
    const row = await findLive(call, canonicalHash(hidden))
    const now = await makePlan(deps, action, params, actor)
    if (now.planHash !== row.plan_hash) {
      refuse(
        call,
        'plan_changed',
        'What would happen is no longer what was approved. Propose it again and read the new plan.',
        {
          confirmationId: row.id,
        },
      )
    }
    call.demandFree()
    await useUp(call, row)
    const { seq, close } = await audit.intend({
      actor,
      action,
      instanceId: row.instance_id,
      target: `${now.plan.target.kind}:${now.plan.target.id ?? now.plan.target.name}`,
      reason: row.reason,
      params: hidden,
      paramsHash: row.params_hash,
      planHash: row.plan_hash,
      approvalSignature: row.approval_signature,
      confirmationId: row.id,
    })
    const approver = JSON.parse(row.decided_by_json ?? '{}')
    return {
      confirmationId: row.id,
      planHash: row.plan_hash,
      plan: now.plan,
      reason: row.reason,
      approvedBy: { subject: approver.subject, deviceId: approver.device_id, via: approver.via },
      intent: createIntent(String(seq), close),
    }
  }

  return {
    async carryOut(call, work) {
      const consent = await pass(call)
      try {
        const result = await work(consent)
        if (consent.intent.isOpen) await consent.intent.close('succeeded')
        return result
      } catch (error) {
        if (consent.intent.isOpen)
          await consent.intent.close('failed', error instanceof Problem ? error.code : 'internal')
        throw error
      }
    },
  }
}

type Close = Awaited<ReturnType<ConfirmationsDeps['audit']['intend']>>['close']

function createIntent(auditEventId: string, close: Close): Intent {
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
      return this
    },
  }
}
