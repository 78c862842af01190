import { AgentUnreachable, type Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { Interrupted, OutcomeUnknown } from '../failure.ts'
import { hint } from '../words/hint.ts'
import { goesOn, watchJob } from './follow-job.ts'

type Job = Schemas['Job']

const lookEveryMs = 200

/** What a call answered, and the job that it began as far as it was seen. */
export interface Watched<Result> {
  result: Result
  job: Job | null
}

/**
 * Makes a call that answers when its job is over, and shows the job meanwhile.
 * @throws Interrupted when the person stops looking · OutcomeUnknown when the agent went away · ApiError of the call
 */
export async function whileWatched<Result>(
  session: Session,
  confirmationId: string,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Watched<Result>> {
  const stopped = session.surroundings.untilStopped()
  const answered = new AbortController()
  let jobId: string | null = null
  const watching = (async () => {
    jobId = await begunJob(session, confirmationId, AbortSignal.any([stopped, answered.signal]))
    return jobId === null ? null : watchJob(session, jobId, stopped)
  })()
  try {
    const result = await call(stopped)
    answered.abort()
    // The answer says how it ended; that it could not be watched takes nothing from it.
    return { result, job: await watching.catch(() => null) }
  } catch (error) {
    answered.abort()
    if (!stopped.aborted) throw error instanceof AgentUnreachable ? new OutcomeUnknown(error) : error
    throw jobId === null ? new Interrupted(`It may have begun. See: ${hint('jobs list')}`) : goesOn(jobId)
  } finally {
    await watching.catch(() => null)
  }
}

/** The job that a confirmation led to; null when the signal came first. */
async function begunJob({ client, surroundings }: Session, id: string, signal: AbortSignal): Promise<string | null> {
  for (;;) {
    await new Promise<void>((resolve) => {
      const timer = surroundings.timers.after(lookEveryMs, resolve)
      signal.addEventListener('abort', () => {
        timer.cancel()
        resolve()
      })
    })
    if (signal.aborted) return null
    // One job changes something at a time, so it is among the newest.
    const { items } = await client.listJobs({ query: { limit: 5 } })
    const begun = items.find(({ confirmation_id: confirmationId }) => confirmationId === id)
    if (begun !== undefined) return begun.id
  }
}
