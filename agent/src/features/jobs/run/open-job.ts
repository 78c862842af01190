import type { Bus } from '../../../core/bus.ts'
import type { Clock, Timer } from '../../../core/clock.ts'
import type { JobView } from '../../../core/jobs.ts'
import type { Log } from '../../../core/log.ts'
import { type JobRecord, viewOf, withStep } from '../job-record.ts'
import type { JobStore } from '../job-store.ts'
import type { JobLog } from '../log/job-log.ts'
import { createNews, type News, paced } from './news.ts'

/** A job that has not ended: what is written of it, and what changes too often to be written each time. */
export interface OpenJob {
  readonly id: string
  record(): JobRecord
  view(): JobView
  readonly log: JobLog
  readonly news: News
  /**
   * Writes a change durably, with the log so far, and only then shows it. One at a time; nothing once the job has ended.
   * Once the job is abandoned it never settles: what comes after is for the next start of the agent.
   */
  commit(change: (record: JobRecord) => Partial<JobRecord>): Promise<void>
  /** The same for the end of the job, again and again until it could be written. */
  commitEnd(change: (record: JobRecord) => Partial<JobRecord>): Promise<void>
  /** Never goes back. */
  progress(share: number): void
  message(step: string, text: string): void
  abandon(): Promise<void>
}

export interface OpenJobDeps {
  store: JobStore
  bus: Bus
  log: Log
  sessionClock: Clock
  jobLog(onLine: () => void): JobLog
  canCancel(): boolean
  /** Called in the moment in which the end is shown. */
  onEnd(): void
}

/** Progress is shown to who follows the job faster than to everybody. */
const followersEveryMs = 40
const everybodyEveryMs = 1000
const tryAgainMs = 1000

export function createOpenJob(deps: OpenJobDeps, written: JobRecord): OpenJob {
  const { store, bus, log, sessionClock } = deps
  const news = createNews()
  const jobLog = deps.jobLog(() => news.tell())
  const messages = new Map<string, string>()
  let shown = written
  let committing: Promise<void> = Promise.resolve()
  let abandoned = false
  let pause: Timer | null = null

  const record = (): JobRecord => {
    const steps = [...messages].reduce((all, [name, message]) => withStep(all, name, { message }), [...shown.steps])
    return { ...shown, steps, lastLine: jobLog.last() }
  }
  const isOver = () => abandoned || shown.endedAt !== null
  const view = () => viewOf(record(), deps.canCancel())
  const followers = paced(sessionClock, followersEveryMs, () => news.tell())
  const everybody = paced(sessionClock, everybodyEveryMs, () => bus.publish('job', view()))
  const quiet = () => {
    followers.cancel()
    everybody.cancel()
  }

  async function write(change: (record: JobRecord) => Partial<JobRecord>): Promise<void> {
    if (shown.endedAt !== null) return
    await jobLog.flush()
    const before = record()
    const next = { ...before, ...change(before) }
    if (!abandoned) await store.update(next)
    if (abandoned) await new Promise<never>(() => undefined)
    shown = { ...next, progress: Math.max(next.progress, shown.progress) }
    quiet()
    if (shown.endedAt !== null) {
      jobLog.close()
      deps.onEnd()
    }
    news.tell()
    bus.publish('job', view())
  }

  function commit(change: (record: JobRecord) => Partial<JobRecord>): Promise<void> {
    const mine = committing.then(() => write(change))
    committing = mine.catch(() => undefined)
    return mine
  }

  return {
    id: written.id,
    record,
    view,
    log: jobLog,
    news,
    commit,
    async commitEnd(change) {
      for (let told = false; ; told = true) {
        try {
          return await commit(change)
        } catch (error) {
          if (!told)
            log.error('The end of a job could not be written. It is tried until it can.', { job_id: written.id, error })
          await new Promise<void>((done) => {
            pause = sessionClock.after(tryAgainMs, done)
          })
        }
      }
    },
    progress(share) {
      if (!(share > shown.progress) || isOver()) return
      shown = { ...shown, progress: Math.min(1, share) }
      followers.ask()
      everybody.ask()
    },
    message(step, text) {
      if (isOver()) return
      messages.set(step, text)
      followers.ask()
      everybody.ask()
    },
    async abandon() {
      await jobLog.flush()
      abandoned = true
      jobLog.close()
      pause?.cancel()
      quiet()
    },
  }
}
