import type { Database } from '../../../core/database/open-database.ts'

/** Short numbers for whom measurements are of: the host (an empty id) and each gateway. */
export interface Subjects {
  numberOf(database: Database, instanceId: string, at: number): Promise<number>
  /** Null for one that was never measured. */
  known(instanceId: string): number | null
}

export interface SubjectsDeps {
  database: Database
  nodeId: string
}

const seenEverySeconds = 3600
/** Folders that look like an installation are soon made by the thousand; who was measured longest ago is forgotten. */
const mostSubjects = 1000

export async function openSubjects({ database, nodeId }: SubjectsDeps): Promise<Subjects> {
  const rows = await database.selectFrom('metric_subjects').select(['id', 'instance_id', 'last_at']).execute()
  const numbers = new Map(rows.map(({ id, instance_id, last_at }) => [instance_id, { id, lastAt: last_at }]))

  const add = async (transaction: Database, instanceId: string, at: number) => {
    const longestAgo = transaction
      .selectFrom('metric_subjects')
      .select('id')
      .orderBy('last_at', 'desc')
      .limit(mostSubjects - 1)
    await transaction.deleteFrom('metric_subjects').where('id', 'not in', longestAgo).execute()
    const { id } = await transaction
      .insertInto('metric_subjects')
      .values({ node_id: nodeId, instance_id: instanceId, last_at: at })
      .onConflict((conflict) => conflict.column('instance_id').doUpdateSet({ last_at: at }))
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }

  return {
    async numberOf(transaction, instanceId, at) {
      const known = numbers.get(instanceId)
      if (known && Math.abs(at - known.lastAt) < seenEverySeconds) return known.id
      const id = await add(transaction, instanceId, at)
      numbers.set(instanceId, { id, lastAt: at })
      const [oldest] = [...numbers].toSorted(([, one], [, other]) => one.lastAt - other.lastAt)
      if (numbers.size > mostSubjects && oldest) numbers.delete(oldest[0])
      return id
    },
    known: (instanceId) => numbers.get(instanceId)?.id ?? null,
  }
}
