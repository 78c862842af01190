import type { Database } from '../../../core/database/open-database.ts'
import type { Sample } from '../measure/sample.ts'
import type { Figures, MetricName, MetricOwner } from '../metric-table.ts'
import { type Columns, openColumns } from './columns.ts'
import { fold, prune, pruneAhead } from './fold.ts'
import { openSubjects, type Subjects } from './subjects.ts'
import { encodeBody, type Group } from './tick-body.ts'
import { minutes, quarters, raw, stepBegin, tiers } from './tiers.ts'

export interface MetricStoreDeps {
  database: Database
  nodeId: string
}

/** What was opened of the database once. */
export interface OpenedStore {
  columns: Columns
  subjects: Subjects
}

export interface MetricStore {
  /** Keeps a sample, in one transaction with what becomes due by it. @throws when the database cannot be written */
  write(sample: Sample): Promise<void>
  opened(): Promise<OpenedStore>
}

/** A clock that is ahead of itself by more than this was wrong. */
const aheadSeconds = 3600

/**
 * Keeps measurements in three tiers: each, by the minute and by the quarter of an hour. A sample belongs to the step that
 * it is nearest to, and a step has one, so an agent that starts again doubles nothing.
 */
export function createMetricStore({ database, nodeId }: MetricStoreDeps): MetricStore {
  let opening: Promise<OpenedStore> | null = null
  let tidiedAt = Number.NaN

  const open = async (): Promise<OpenedStore> => ({
    columns: await openColumns(database),
    subjects: await openSubjects({ database, nodeId }),
  })
  const opened = () => {
    opening ??= open()
    return opening
  }

  const write = async (sample: Sample): Promise<void> => {
    const { columns, subjects } = await opened()
    const at = Math.round(sample.at / 1000 / raw.seconds) * raw.seconds
    const minute = stepBegin(at, minutes.seconds)
    await database.transaction().execute(async (transaction) => {
      const groups: Group[] = []
      const add = async (owner: MetricOwner, instanceId: string, figures: Figures) => {
        const subject = await subjects.numberOf(transaction, instanceId, at)
        groups.push({ subject, cells: cellsOf(columns[owner], figures) })
      }
      await add('host', '', sample.host)
      for (const { instanceId, figures } of sample.instances) await add('instance', instanceId, figures)
      const body = encodeBody(raw.shape, groups)
      await transaction.replaceInto(raw.table).values({ at, body }).execute()
      if (minute !== tidiedAt) await tidy(transaction, at)
    })
    tidiedAt = minute
  }

  return {
    opened,
    async write(sample) {
      try {
        await write(sample)
      } catch (error) {
        // What was learnt inside the transaction is not so: it is read again.
        opening = null
        throw error
      }
    },
  }
}

/** Once a minute: coarser steps are made, and what is too old goes, but never before it is in the coarser tier. */
async function tidy(database: Database, at: number): Promise<void> {
  for (const tier of tiers) await pruneAhead(database, tier, at + aheadSeconds)
  const byMinute = await fold(database, { fine: raw, coarse: minutes, closed: at })
  const byQuarter = await fold(database, { fine: minutes, coarse: quarters, closed: byMinute })
  await prune(database, raw, Math.min(at - raw.keepSeconds, byMinute))
  await prune(database, minutes, Math.min(at - minutes.keepSeconds, byQuarter))
  await prune(database, quarters, at - quarters.keepSeconds)
}

function cellsOf(columns: readonly MetricName[], figures: Figures): Group['cells'] {
  return columns.map((name) => {
    const value = figures[name]
    return value == null || !Number.isFinite(value) ? null : { mean: value, min: value, max: value, count: 1 }
  })
}
