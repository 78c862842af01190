import type { Database } from '../../../core/database/open-database.ts'

/** A service manager may report the end of a process this long after the job that brought it about. */
const afterJobMs = 5000

/**
 * How often an instance ended since then without an orderly shutdown. What this agent did itself does not count: ends
 * while a job of this agent worked on the instance are planned, also where it had to be killed.
 */
export function createUncleanEnds(database: Database): (instanceId: string, since: number) => Promise<number> {
  return async (instanceId, since) => {
    const [ends, jobs] = await Promise.all([
      database
        .selectFrom('boots')
        .select('ended_at')
        .where('instance_id', '=', instanceId)
        .where('clean', '=', 0)
        .where('ended_at', '>', since)
        .limit(1000)
        .execute(),
      database
        .selectFrom('jobs')
        .select(['started_at', 'ended_at'])
        .where('instance_id', '=', instanceId)
        .where('started_at', 'is not', null)
        .where(({ eb, or }) => or([eb('ended_at', 'is', null), eb('ended_at', '>', since - afterJobMs)]))
        .execute(),
    ])
    const isPlanned = (at: number) =>
      jobs.some((job) => (job.started_at ?? 0) <= at && at <= (job.ended_at ?? at) + afterJobMs)
    return ends.filter(({ ended_at: at }) => at !== null && !isPlanned(at)).length
  }
}
