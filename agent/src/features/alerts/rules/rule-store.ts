import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { Ids } from '../../../core/ids.ts'
import type { AgentKeys } from '../../../core/keys.ts'
import { Problem } from '../../../core/problem.ts'
import { conditions } from './conditions.ts'
import type { AlertRule, RuleRow } from './rule.ts'
import { readRule, type WebhookChange } from './rule-values.ts'

export interface RuleStoreDeps {
  database: Database
  clock: Clock
  ids: Pick<Ids, 'id' | 'secret'>
  keys: Pick<AgentKeys, 'seal' | 'open'>
  nodeId: string
  /** Told every secret of a rule, for the redactor. */
  onSecret(name: string, value: string): void
}

export interface RuleStore {
  all(): Promise<RuleRow[]>
  /** @throws Problem not_found */
  demand(id: string): Promise<RuleRow>
  /** The rule that would be changed; null for a new one. @throws Problem not_found */
  existing(rule: AlertRule): Promise<RuleRow | null>
  /**
   * `madeSecret` is what the agent made up to sign with, to be shown this once; `ended` are events that are over because
   * the rule asks for something else now. @throws Problem
   */
  save(rule: AlertRule): Promise<{ row: RuleRow; madeSecret: string | null; ended: string[] }>
  /** Gives the events that are over with it. @throws Problem not_found */
  remove(id: string): Promise<string[]>
  /** Where its messages go, in clear; null where it has no webhook. @throws SealBrokenError */
  webhook(row: RuleRow): { url: string; secret: string } | null
}

export const mostRules = 200
const context = 'alert rule'

/** The rules of this agent. Addresses of webhooks and what they are signed with lie sealed in the database. */
export function createRuleStore(deps: RuleStoreDeps): RuleStore {
  const { database, clock, ids, keys, nodeId } = deps
  const find = (id: string) => database.selectFrom('alert_rules').selectAll().where('id', '=', id).executeTakeFirst()

  async function demand(id: string): Promise<RuleRow> {
    const row = await find(id)
    if (row === undefined) throw new Problem('not_found', 'There is no such rule.')
    return row
  }
  const existing = (rule: AlertRule) => (rule.id == null ? Promise.resolve(null) : demand(rule.id))

  async function demandInstance(id: string | null): Promise<void> {
    if (id === null) return
    const row = await database.selectFrom('instances').select('id').where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new Problem('not_found', 'There is no such instance.')
  }

  /** What is kept of where messages go. */
  function sealed(webhook: WebhookChange, sentSecret: string | null, before: RuleRow | null) {
    if (webhook.to === 'nobody')
      return {
        columns: { webhook_url_sealed: null, webhook_shown: null, webhook_secret_sealed: null },
        madeSecret: null,
      }
    const known = before?.webhook_secret_sealed ?? null
    const madeSecret = sentSecret === null && known === null ? `whsec_${toBase64(ids.secret(24))}` : null
    const secret = sentSecret ?? madeSecret
    if (secret !== null) deps.onSecret('webhook_secret', secret)
    if (webhook.to === 'another') deps.onSecret('webhook_url', webhook.url.href)
    return {
      columns: {
        webhook_url_sealed:
          webhook.to === 'another' ? keys.seal(webhook.url.href, context) : (before?.webhook_url_sealed ?? null),
        webhook_shown: webhook.shown,
        webhook_secret_sealed: secret === null ? known : keys.seal(secret, context),
      },
      madeSecret,
    }
  }

  return {
    all: () => database.selectFrom('alert_rules').selectAll().orderBy('created_at').orderBy('id').execute(),
    demand,
    existing,
    async save(rule) {
      const before = await existing(rule)
      const { values, webhook } = readRule(rule, before, conditions[rule.condition.type].severity)
      await demandInstance(values.instance_id)
      const { columns, madeSecret } = sealed(webhook, rule.notify.webhook_secret ?? null, before)
      const now = clock.now()
      const row: RuleRow = {
        ...{ id: before?.id ?? ids.id('al'), node_id: nodeId, ...values, ...columns },
        ...{ revision: (before?.revision ?? 0) + 1, created_at: before?.created_at ?? now, updated_at: now },
      }
      const ended = await database.transaction().execute(async (transaction) => {
        if (before === null) {
          const { count } = await transaction
            .selectFrom('alert_rules')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow()
          if (count >= mostRules)
            throw new Problem('plan_impossible', `There are ${mostRules} rules already. Remove one first.`)
          await transaction.insertInto('alert_rules').values(row).execute()
          return []
        }
        const changed = await transaction
          .updateTable('alert_rules')
          .set(row)
          .where('id', '=', row.id)
          .where('revision', '=', before.revision)
          .executeTakeFirst()
        if (changed.numUpdatedRows === 0n)
          throw new Problem('plan_changed', 'Somebody else changed this rule just now. Read it again.')
        if (!asksOther(before, row)) return []
        // What was raised for another question is over, and the new one is judged from the beginning.
        await transaction.deleteFrom('alert_states').where('rule_id', '=', row.id).execute()
        return endEvents(transaction, row.id, now)
      })
      return { row, madeSecret, ended }
    },
    remove: (id) =>
      database.transaction().execute(async (transaction) => {
        const ended = await endEvents(transaction, id, clock.now())
        await transaction.updateTable('alert_events').set({ rule_id: null }).where('rule_id', '=', id).execute()
        await transaction.deleteFrom('alert_silences').where('rule_id', '=', id).execute()
        const { numDeletedRows } = await transaction.deleteFrom('alert_rules').where('id', '=', id).executeTakeFirst()
        if (numDeletedRows === 0n) throw new Problem('not_found', 'There is no such rule.')
        return ended
      }),
    webhook(row) {
      if (row.webhook_url_sealed === null || row.webhook_secret_sealed === null) return null
      const webhook = {
        url: keys.open(row.webhook_url_sealed, context),
        secret: keys.open(row.webhook_secret_sealed, context),
      }
      deps.onSecret('webhook_url', webhook.url)
      deps.onSecret('webhook_secret', webhook.secret)
      return webhook
    },
  }
}

const asksOther = (before: RuleRow, after: RuleRow) =>
  after.enabled === 0 || before.condition !== after.condition || before.instance_id !== after.instance_id

async function endEvents(database: Database, ruleId: string, now: number): Promise<string[]> {
  const rows = await database
    .updateTable('alert_events')
    .set({ resolved_at: now })
    .where('rule_id', '=', ruleId)
    .where('resolved_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

const toBase64 = (base64url: string) => Buffer.from(base64url, 'base64url').toString('base64')
