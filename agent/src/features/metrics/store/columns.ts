import type { Database } from '../../../core/database/open-database.ts'
import { type MetricName, type MetricOwner, namesOf } from '../metric-table.ts'

/** Where each metric stands in the groups of its owner. */
export type Columns = Record<MetricOwner, MetricName[]>

/**
 * The columns as this database knows them; names that are new get the next places. A name that this version does not know
 * keeps its place, so that what was kept stays readable.
 */
export async function openColumns(database: Database): Promise<Columns> {
  const rows = await database.selectFrom('metric_columns').selectAll().orderBy('position').execute()
  const columns: Columns = { host: [], instance: [] }
  for (const { owner, name } of rows) columns[owner].push(name as MetricName)
  const added = (['host', 'instance'] as const).flatMap((owner) =>
    namesOf(owner)
      .filter((name) => !columns[owner].includes(name))
      .map((name) => ({ owner, position: columns[owner].push(name) - 1, name })),
  )
  if (added.length > 0) await database.insertInto('metric_columns').values(added).execute()
  return columns
}
