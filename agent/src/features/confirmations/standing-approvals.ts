import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { canonicalHash } from '../../core/canonical-json.ts'
import { isoTime } from '../../core/clock.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Feature } from '../../core/handler.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { pageOf, readCursor } from '../../core/page.ts'
import { Problem } from '../../core/problem.ts'
import { proveDecision } from './approve.ts'
import type { ConfirmationsDeps } from './context.ts'
import { describeActor } from './persons.ts'

type StandingApproval = components['schemas']['StandingApproval']
type Row = Selectable<Tables['standing_approvals']>

export interface StandingApprovals {
  handlers: Feature<'listStandingApprovals' | 'createStandingApproval' | 'revokeStandingApproval'>
  /**
   * Counts one unattended effect against the approval that allows it, or gives null where none does or its limits are
   * used up. The id is cited in the audit entry of the effect.
   */
  use(action: StandingApproval['action'], instanceId: string): Promise<{ id: string } | null>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const longestMs = 366 * dayMs
const mostActive = 50

/** What may happen without asking again: signed, limited, and revocable. */
export function createStandingApprovals(deps: ConfirmationsDeps): StandingApprovals {
  const { database, clock, ids, nodeId, audit } = deps

  /** Two effects at once must not both find the last use of a limit. */
  const inTurn = createOneAtATime()

  async function usedSince(id: string, since: number): Promise<number> {
    const row = await database
      .selectFrom('standing_uses')
      .select((all) => all.fn.countAll<number>().as('count'))
      .where('standing_approval_id', '=', id)
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }

  async function toWire(row: Row): Promise<StandingApproval> {
    const last = await database
      .selectFrom('standing_uses')
      .select('at')
      .where('standing_approval_id', '=', row.id)
      .orderBy('at', 'desc')
      .executeTakeFirst()
    return {
      id: row.id,
      action: row.action,
      instance_id: row.instance_id,
      limits: JSON.parse(row.limits_json),
      expires_at: isoTime(row.expires_at),
      reason: row.reason,
      policy_hash: row.policy_hash,
      status: row.revoked_at !== null ? 'revoked' : clock.now() < row.expires_at ? 'active' : 'expired',
      created_by: JSON.parse(row.created_by_json),
      created_at: isoTime(row.created_at),
      last_used_at: last ? isoTime(last.at) : null,
      used: await usedSince(row.id, 0),
    }
  }

  const active = () =>
    database
      .selectFrom('standing_approvals')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', clock.now())

  return {
    use: (action, instanceId) =>
      inTurn(instanceId, async () => {
        const rows = await active().where('action', '=', action).where('instance_id', '=', instanceId).execute()
        for (const row of rows) {
          const { per_hour, per_day }: StandingApproval['limits'] = JSON.parse(row.limits_json)
          const now = clock.now()
          if ((await usedSince(row.id, now - dayMs)) >= per_day) continue
          if (per_hour !== undefined && (await usedSince(row.id, now - hourMs)) >= per_hour) continue
          await database
            .insertInto('standing_uses')
            .values({ id: ids.id('su'), standing_approval_id: row.id, at: now })
            .execute()
          return { id: row.id }
        }
        return null
      }),
    handlers: {
      async listStandingApprovals({ query }) {
        const limit = query.limit ?? 50
        const start = readCursor(query.cursor)
        let select = database.selectFrom('standing_approvals').selectAll()
        if (start) {
          select = select.where((row) =>
            row.or([
              row('created_at', '<', start.at),
              row.and([row('created_at', '=', start.at), row('id', '<', start.id)]),
            ]),
          )
        }
        const rows = await select
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit + 1)
          .execute()
        const { items, next_cursor } = pageOf(
          rows,
          limit,
          (row) => row.created_at,
          (row) => row,
        )
        return { items: await Promise.all(items.map(toWire)), next_cursor }
      },

      async createStandingApproval({ body, actor }) {
        const { action, instance_id, limits, expires_at, reason } = body
        const now = clock.now()
        const expiresAt = Date.parse(expires_at)
        if (!(expiresAt > now && expiresAt <= now + longestMs)) {
          throw new Problem('validation_failed', 'A standing approval ends in the future, within a year.', {
            details: [{ path: '/expires_at', message: 'must lie within the next 366 days' }],
          })
        }
        const instance = await database
          .selectFrom('instances')
          .select('id')
          .where('id', '=', instance_id)
          .executeTakeFirst()
        if (!instance) throw new Problem('not_found', 'There is no such instance.')
        if ((await active().execute()).length >= mostActive) {
          throw new Problem('plan_impossible', 'Too many standing approvals hold already. Revoke one first.')
        }
        // Exactly what the device hashed: the request's own text of each field.
        const policyHash = canonicalHash({ action, instance_id, limits, expires_at, reason })
        const signature = await proveDecision(deps, actor, {
          expected: { policy_hash: policyHash, decision: 'approve' },
          signature: body.signature,
          passphrase: body.owner_passphrase,
        })
        const row: Row = {
          id: ids.id('sa'),
          node_id: nodeId,
          instance_id,
          action,
          limits_json: JSON.stringify(limits),
          expires_at: expiresAt,
          reason,
          policy_hash: policyHash,
          signature,
          created_by_json: JSON.stringify(await describeActor(database, actor)),
          created_at: now,
          revoked_at: null,
        }
        await audit.append({
          actor,
          action: 'createStandingApproval',
          outcome: 'approved',
          instanceId: instance_id,
          target: `standing_approval:${row.id}`,
          reason,
          params: { action, instance_id, limits, expires_at },
          planHash: policyHash,
          approvalSignature: signature,
        })
        await database.insertInto('standing_approvals').values(row).execute()
        return toWire(row)
      },

      async revokeStandingApproval({ path, actor }) {
        const row = await database
          .selectFrom('standing_approvals')
          .selectAll()
          .where('id', '=', path.id)
          .executeTakeFirst()
        if (!row) throw new Problem('not_found', 'There is no such standing approval.')
        if (row.revoked_at !== null) return
        // Taking a permission away must work even when the log does not.
        await database
          .updateTable('standing_approvals')
          .set({ revoked_at: clock.now() })
          .where('id', '=', row.id)
          .execute()
        await audit.append({
          actor,
          action: 'revokeStandingApproval',
          outcome: 'revoked',
          instanceId: row.instance_id,
          target: `standing_approval:${row.id}`,
        })
      },
    },
  }
}
