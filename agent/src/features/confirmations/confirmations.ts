import type { ExpressionBuilder } from 'kysely'
import { type Actor, roleCovers } from '../../core/actor.ts'
import type { ConsentGate } from '../../core/consent.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Feature } from '../../core/handler.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { type PageStart, pageOf, readCursor } from '../../core/page.ts'
import { plainText } from '../../core/plain-text.ts'
import { Problem } from '../../core/problem.ts'
import { demandPhrase, proveDecision } from './approve.ts'
import {
  type Confirmation,
  type ConfirmationRow,
  clockStepMs,
  roleOf,
  statusAt,
  tokenLivesMs,
  toWire,
  waitsMs,
} from './confirmation-rows.ts'
import { createConsentGate } from './consent-gate.ts'
import type { AuditNote, ConfirmationsDeps } from './context.ts'
import { createForgetOld, createMade, demandRoom } from './make-room.ts'
import { describeActor } from './persons.ts'
import { demandProposable, makePlan } from './propose.ts'
import { createStandingApprovals, type StandingApprovals } from './standing-approvals.ts'

export type ConfirmationOperations =
  | 'createConfirmation'
  | 'listConfirmations'
  | 'getConfirmation'
  | 'approveConfirmation'
  | 'denyConfirmation'
  | 'listStandingApprovals'
  | 'createStandingApproval'
  | 'revokeStandingApproval'

export interface Confirmations {
  handlers: Feature<ConfirmationOperations>
  gate: ConsentGate
  standing: StandingApprovals
}

/** Proposals, their approval by a person, and the one gate that every consequential call passes. */
export function createConfirmations(deps: ConfirmationsDeps): Confirmations {
  const { database, clock, ids, keys, bus, nodeId, audit } = deps

  const wire = (row: ConfirmationRow) => toWire(row, keys.agentId, clock.now())
  const tell = (row: ConfirmationRow) => {
    const confirmation = wire(row)
    bus.publish('confirmation', confirmation)
    return confirmation
  }

  const noteOf = (row: ConfirmationRow, actor: Actor): AuditNote => ({
    actor,
    action: row.action,
    instanceId: row.instance_id,
    reason: row.reason,
    params: JSON.parse(row.params_json),
    paramsHash: row.params_hash,
    planHash: row.plan_hash,
    confirmationId: row.id,
  })

  async function read(id: string): Promise<ConfirmationRow> {
    const row = await database.selectFrom('confirmations').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new Problem('not_found', 'There is no such proposal.')
    return row
  }

  /** What can still be decided: it waits, or was approved and nobody used that approval. */
  async function readOpen(id: string, actor: Actor): Promise<ConfirmationRow> {
    const row = await read(id)
    if (!roleCovers(actor.role, roleOf(row.action))) {
      throw new Problem('role_insufficient', `Deciding this needs the role ${roleOf(row.action)}.`)
    }
    const status = statusAt(row, clock.now())
    if (status === 'pending' || (status === 'approved' && clock.now() < row.expires_at)) return row
    throw new Problem('confirmation_decided', `This proposal is ${status} already. Propose it again.`)
  }

  const standing = createStandingApprovals(deps)
  /** Planning may ask npm or another host; and what is counted is counted before the next one comes. */
  const inTurn = createOneAtATime()
  const made = createMade(clock)
  const forgetOld = createForgetOld(deps)
  return {
    gate: createConsentGate(deps, tell),
    standing,
    handlers: {
      ...standing.handlers,

      createConfirmation: ({ body, actor }) =>
        inTurn(actor.subject, async () => {
          const { action } = body
          const reason = plainText(body.reason)
          demandProposable(action, actor)
          await demandRoom(deps, actor.subject)
          const normal = await deps.normalise(action, body.params)
          const planned = await makePlan(deps, action, normal, actor)
          const now = clock.now()
          const row: ConfirmationRow = {
            id: ids.id('cf'),
            node_id: nodeId,
            instance_id: planned.plan.instanceId,
            action,
            params_json: JSON.stringify(planned.params),
            params_hash: planned.paramsHash,
            plan_json: JSON.stringify(planned.plan),
            plan_hash: planned.planHash,
            reason,
            proposed_by_json: JSON.stringify(await describeActor(database, actor)),
            proposed_at: now,
            expires_at: now + waitsMs,
            status: 'pending',
            decided_by_json: null,
            decided_at: null,
            token_hash: null,
            token_expires_at: null,
            approval_signature: null,
            job_id: null,
            audit_event_id: null,
          }
          made.add(actor.subject, row.params_json.length + row.plan_json.length)
          const { seq } = await audit.append({ ...noteOf(row, actor), outcome: 'proposed' })
          row.audit_event_id = String(seq)
          await database.insertInto('confirmations').values(row).execute()
          await forgetOld()
          return tell(row)
        }),

      async listConfirmations({ query }) {
        const limit = query.limit ?? 50
        const start = readCursor(query.cursor)
        let select = database.selectFrom('confirmations').selectAll()
        if (query.status !== undefined) select = select.where(isStatus(query.status, clock.now()))
        if (start) select = select.where(isBefore(start))
        const rows = await select
          .orderBy('proposed_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit + 1)
          .execute()
        return pageOf(rows, limit, (row) => row.proposed_at, wire)
      },

      getConfirmation: async ({ path }) => wire(await read(path.id)),

      async approveConfirmation({ path, body, actor }) {
        const row = await readOpen(path.id, actor)
        const wanted = wire(row).typed_phrase
        demandPhrase(wanted, body.typed_phrase)
        const signature = await proveDecision(deps, actor, {
          expected: { confirmation_id: row.id, plan_hash: row.plan_hash, decision: 'approve' },
          signature: body.signature,
          passphrase: body.owner_passphrase,
        })
        const token = `moc_${ids.secret(32)}`
        // Recorded before it counts: an approval that the log does not know must not exist.
        const note = { ...noteOf(row, actor), approvalSignature: signature }
        await audit.append({ ...note, outcome: 'approved' })
        const now = clock.now()
        const approved = await database
          .updateTable('confirmations')
          .set({
            status: 'approved',
            decided_by_json: JSON.stringify(await describeActor(database, actor)),
            decided_at: now,
            token_hash: keys.hash(token),
            token_expires_at: now + tokenLivesMs,
            approval_signature: signature,
          })
          .where('id', '=', row.id)
          .where('status', 'in', ['pending', 'approved'])
          .where('expires_at', '>', now)
          .returningAll()
          .executeTakeFirst()
        if (!approved) throw new Problem('confirmation_decided', 'This proposal was decided or used in the meantime.')
        return { confirmation: tell(approved), confirmation_token: token, expires_in_seconds: tokenLivesMs / 1000 }
      },

      async denyConfirmation({ path, body, actor }) {
        const row = await readOpen(path.id, actor)
        // To refuse needs no signature; one that is sent must be good.
        const signature =
          body?.signature === undefined
            ? null
            : await proveDecision(deps, actor, {
                expected: { confirmation_id: row.id, plan_hash: row.plan_hash, decision: 'deny' },
                signature: body.signature,
                passphrase: undefined,
              })
        const denied = await database
          .updateTable('confirmations')
          .set({
            status: 'denied',
            decided_by_json: JSON.stringify(await describeActor(database, actor)),
            decided_at: clock.now(),
            token_hash: null,
            token_expires_at: null,
          })
          .where('id', '=', row.id)
          .where('status', 'in', ['pending', 'approved'])
          .returningAll()
          .executeTakeFirst()
        if (!denied) throw new Problem('confirmation_decided', 'This proposal was decided or used in the meantime.')
        await audit.append({
          ...noteOf(row, actor),
          outcome: 'denied',
          detail: body?.reason ?? null,
          approvalSignature: signature,
        })
        return tell(denied)
      },
    },
  }
}

type Where = ExpressionBuilder<Tables, 'confirmations'>

const isBefore =
  ({ at, id }: PageStart) =>
  (row: Where) =>
    row.or([row('proposed_at', '<', at), row.and([row('proposed_at', '=', at), row('id', '<', id)])])

/** `statusAt` in SQL. */
const isStatus = (status: Confirmation['status'], now: number) => (row: Where) => {
  const isUnused = row.and([row('status', '=', 'approved'), row('token_expires_at', '<=', now)])
  const isFuture = row('proposed_at', '>', now + clockStepMs)
  const isOver = row.or([row('expires_at', '<=', now), isFuture])
  const waits = row.or([row('status', '=', 'pending'), isUnused, row.and([row('status', '=', 'approved'), isFuture])])
  if (status === 'pending') return row.and([waits, row.not(isOver)])
  if (status === 'expired') return row.and([waits, isOver])
  if (status === 'approved') {
    return row.and([row('status', '=', 'approved'), row('token_expires_at', '>', now), row.not(isFuture)])
  }
  return row('status', '=', status)
}
