import type { Database } from '../../../core/database/open-database.ts'

/** One line of a job's log. */
export interface JobLine {
  /** Counts up within a job and is what a cursor names. */
  number: number
  at: number
  step: string | null
  line: string
}

export interface LineStore {
  append(jobId: string, lines: readonly JobLine[]): Promise<void>
  /** Removes the `count` oldest lines. */
  removeOldest(jobId: string, count: number): Promise<void>
  /** Lines after `number`, oldest first, at most `most`. */
  after(jobId: string, number: number, most: number): Promise<JobLine[]>
  /** The last `count` lines, oldest first. */
  tail(jobId: string, count: number): Promise<JobLine[]>
  count(jobId: string): Promise<number>
  lastNumber(jobId: string): Promise<number>
}

export function createLineStore(database: Database): LineStore {
  const linesOf = (jobId: string) =>
    database.selectFrom('job_lines').select(['number', 'at', 'step', 'line']).where('job_id', '=', jobId)

  return {
    async append(jobId, lines) {
      await database
        .insertInto('job_lines')
        .values(lines.map((line) => ({ job_id: jobId, ...line })))
        .execute()
    },
    async removeOldest(jobId, count) {
      const last = await linesOf(jobId).orderBy('number').limit(1).offset(count).executeTakeFirst()
      if (last === undefined) return
      await database.deleteFrom('job_lines').where('job_id', '=', jobId).where('number', '<', last.number).execute()
    },
    after: (jobId, number, most) => linesOf(jobId).where('number', '>', number).orderBy('number').limit(most).execute(),
    async tail(jobId, count) {
      return (await linesOf(jobId).orderBy('number', 'desc').limit(count).execute()).reverse()
    },
    async count(jobId) {
      const { count } = await database
        .selectFrom('job_lines')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('job_id', '=', jobId)
        .executeTakeFirstOrThrow()
      return count
    },
    async lastNumber(jobId) {
      return (await linesOf(jobId).orderBy('number', 'desc').limit(1).executeTakeFirst())?.number ?? 0
    },
  }
}
