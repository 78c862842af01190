import type { Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { Failure, Interrupted } from '../failure.ts'
import { hint } from '../words/hint.ts'
import { printable } from '../words/printable.ts'
import { createJobScreen } from './job-screen.ts'

type Job = Schemas['Job']

/** Shows what a job does until it ended. @throws Failure with the job's own words when it did not succeed */
export async function followJob(session: Session, id: string): Promise<Job> {
  return demandSuccess(await watchJob(session, id, session.surroundings.untilStopped()))
}

/** A job that began with a call: what was seen of it, if it ended meanwhile, or what is still to come. @throws Failure */
export async function settledJob(session: Session, id: string, seen: Job | null): Promise<Job> {
  return seen !== null && seen.ended_at !== null ? demandSuccess(seen) : followJob(session, id)
}

/** Shows a job until it ended or the signal comes, and gives it as it is then. */
export async function watchJob(session: Session, id: string, signal: AbortSignal): Promise<Job> {
  const { client } = session
  const screen = createJobScreen(session)
  await client.followJob(id, { signal, onEvent: screen.show, onGap: screen.gap }).finally(screen.close)
  return screen.last() ?? (await client.getJob({ path: { id } }))
}

/** @throws Failure when it did not succeed · Interrupted when it still runs */
function demandSuccess(job: Job): Job {
  if (job.ended_at === null) throw goesOn(job.id)
  if (job.status !== 'succeeded') throw new Failure('failed', endText(job))
  return job
}

/** Whoever stops looking does not stop the work. */
export function goesOn(id: string): Interrupted {
  return new Interrupted(`The job goes on without this terminal. Follow it: ${hint(`jobs follow ${id}`)}`)
}

/** What went wrong, what is true now, and what remains where. */
export function endText(job: Job): string {
  const remains = (job.undo?.remains ?? []).map((line) => `  ${printable(line)}`)
  const parts = [job.error?.message ?? `The job ended: ${job.status}.`, job.undo?.message]
  const text = parts.filter((part) => part !== undefined && part !== '').map((part) => printable(part ?? ''))
  return [...new Set(text), ...remains].join('\n')
}
