import type { components } from '@moltbot-ops/api/types'
import type { Database } from '../../../core/database/open-database.ts'
import type { Ids } from '../../../core/ids.ts'
import { Problem } from '../../../core/problem.ts'
import { deliveryView } from '../delivery/delivery-view.ts'
import type { Outbox } from '../delivery/outbox.ts'
import { type DeliveryRow, targetOf } from '../events/new-deliveries.ts'
import type { Rule } from '../rules/rule.ts'
import { isBad } from './evaluate-rule.ts'
import type { Reading, Target } from './reading.ts'

type Schemas = components['schemas']

export interface TestDeps {
  database: Database
  ids: Pick<Ids, 'id'>
  nodeId: string
  outbox: Pick<Outbox, 'sendOnce'>
}

/** What a rule says now, without its waits: whether what it watches is bad at this moment. */
export function judgeNow(rule: Rule, readings: { target: Target; reading: Reading }[]) {
  const known = readings.flatMap(({ target, reading: { value } }) => (value === null ? [] : [{ target, value }]))
  const sign = rule.limits.worse === 'above' ? -1 : 1
  const [worst] = known.toSorted((a, b) => sign * (a.value - b.value))
  if (worst === undefined)
    return { would_fire: null, value: null, sentence: 'What it needs is not known now, which is neither good nor bad.' }
  const wouldFire = isBad(rule.limits, worst.value)
  const isCount = rule.limits.counts === 'seconds'
  const value = isCount ? null : worst.value
  const is = isCount
    ? wouldFire
      ? `${rule.condition.title}: this is so now.`
      : `${rule.condition.title}: this is not so now.`
    : `${rule.condition.says(value, worst.target.name)}; the limit is ${rule.limits.threshold} ${rule.condition.unit}.`
  const wait = rule.limits.forMs > 0 || isCount ? ' once it has held long enough' : ' now'
  return {
    would_fire: wouldFire,
    value,
    sentence: `${is} ${wouldFire ? `It would fire${wait}.` : 'It would not fire.'}`,
  }
}

/**
 * Sends a test through each channel of a rule, once, and waits for what becomes of it.
 * @throws Problem channel_not_ready where none of them could deliver anything
 */
export async function sendTests(rule: Rule, now: number, deps: TestDeps): Promise<Schemas['Delivery'][]> {
  if (rule.channels.length > 0 && rule.channels.every((channel) => channel === 'push'))
    throw new Problem('channel_not_ready', 'Push is not enabled in this version. Choose another channel too.')
  const rows = rule.channels.map((channel): DeliveryRow => {
    const base = {
      ...{ id: deps.ids.id('dl'), node_id: deps.nodeId, event_id: null, rule_id: rule.row.id, kind: 'test' as const },
      ...{ channel, target: targetOf(rule, channel), created_at: now, next_attempt_at: null, receipt: null },
    }
    if (channel === 'in_app') return { ...base, status: 'delivered', attempts: 1, delivered_at: now, error: null }
    const isPush = channel === 'push'
    const error = isPush ? 'Push is not enabled in this version.' : null
    return { ...base, status: isPush ? 'dead' : 'waiting', attempts: 0, delivered_at: null, error }
  })
  if (rows.length > 0) await deps.database.insertInto('alert_deliveries').values(rows).execute()
  const sent = await Promise.all(rows.map((row) => (row.status === 'waiting' ? deps.outbox.sendOnce(row) : row)))
  return sent.map(deliveryView)
}
