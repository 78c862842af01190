import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { type Clock, isoTime } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { Tables } from '../../../core/database/tables.ts'
import type { Ids } from '../../../core/ids.ts'
import { plainName } from '../../../core/plain-name.ts'
import { Problem } from '../../../core/problem.ts'

type Schemas = components['schemas']
export type SilenceRow = Selectable<Tables['alert_silences']>

export interface SilenceStore {
  /** Those that hold or will, the soonest end first. */
  list(instanceId: string | undefined): Promise<Schemas['AlertSilence'][]>
  /** @throws Problem validation_failed, not_found, plan_impossible */
  add(request: Schemas['AlertSilenceRequest'], by: Schemas['Person']): Promise<Schemas['AlertSilence']>
  /** @throws Problem not_found */
  remove(id: string): Promise<void>
}

const mostSilences = 200
const longestMs = 30 * 86_400_000
/** The wall clocks of two machines are this far apart without anybody noticing. */
const clockStepMs = 60_000

/** Times in which nothing is sent, each with who wanted it and why. */
export function createSilenceStore(deps: {
  database: Database
  clock: Clock
  ids: Pick<Ids, 'id'>
  nodeId: string
}): SilenceStore {
  const { database, clock, ids, nodeId } = deps
  const live = () => database.selectFrom('alert_silences').selectAll().where('ends_at', '>', clock.now())

  async function demandKnown(table: 'alert_rules' | 'instances', id: string | null, what: string): Promise<void> {
    if (id === null) return
    const row = await database.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new Problem('not_found', `There is no such ${what}.`)
  }

  return {
    async list(instanceId) {
      const rows = await live().orderBy('ends_at').orderBy('id').limit(mostSilences).execute()
      return rows
        .filter((row) => instanceId === undefined || row.instance_id === null || row.instance_id === instanceId)
        .map(silenceView)
    },
    async add(request, by) {
      const now = clock.now()
      const startsAt = request.starts_at === undefined ? now : Date.parse(request.starts_at)
      const endsAt = Date.parse(request.ends_at)
      const refuse = (path: string, message: string) =>
        new Problem('validation_failed', 'This silence cannot be kept like that.', { details: [{ path, message }] })
      if (startsAt < now - clockStepMs) throw refuse('/starts_at', 'must not be over')
      if (endsAt <= Math.max(now, startsAt)) throw refuse('/ends_at', 'must be after the start and after now')
      if (endsAt - startsAt > longestMs) throw refuse('/ends_at', 'must be at most 30 days after the start')
      await demandKnown('alert_rules', request.rule_id ?? null, 'rule')
      await demandKnown('instances', request.instance_id ?? null, 'instance')
      if ((await live().limit(mostSilences).execute()).length >= mostSilences)
        throw new Problem('plan_impossible', `There are ${mostSilences} silences already. End one first.`)
      const row: SilenceRow = {
        ...{ id: ids.id('si'), node_id: nodeId, rule_id: request.rule_id ?? null },
        ...{ instance_id: request.instance_id ?? null, starts_at: startsAt, ends_at: endsAt },
        ...{ reason: plainName(request.reason, 'No reason'), by_json: JSON.stringify(by), created_at: now },
      }
      await database.insertInto('alert_silences').values(row).execute()
      return silenceView(row)
    },
    async remove(id) {
      const gone = await database
        .deleteFrom('alert_silences')
        .where('id', '=', id)
        .where('ends_at', '>', clock.now())
        .executeTakeFirst()
      if (gone.numDeletedRows === 0n) throw new Problem('not_found', 'There is no such silence.')
    },
  }
}

/** Whether one of these silences holds for what a rule says of a target at `now`. */
export function isSilenced(
  silences: readonly SilenceRow[],
  about: { ruleId: string; instanceId: string | null },
  now: number,
): boolean {
  return silences.some(
    (one) =>
      one.starts_at <= now &&
      now < one.ends_at &&
      (one.rule_id === null || one.rule_id === about.ruleId) &&
      (one.instance_id === null || one.instance_id === about.instanceId),
  )
}

export function silenceView(row: SilenceRow): Schemas['AlertSilence'] {
  return {
    ...{ id: row.id, rule_id: row.rule_id, instance_id: row.instance_id },
    ...{ starts_at: isoTime(row.starts_at), ends_at: isoTime(row.ends_at), reason: row.reason },
    ...{ by: JSON.parse(row.by_json), created_at: isoTime(row.created_at) },
  }
}
