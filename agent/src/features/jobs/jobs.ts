import type { Redactor } from '@moltbot-ops/redact'
import type { Bus } from '../../core/bus.ts'
import type { Clock, Timer } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { EventFeed } from '../../core/event-feed.ts'
import type { Feature, Input } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { CutOff, JobRequest, JobState, Jobs, JobView } from '../../core/jobs.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import { createJobFeed, type Followed, lineView } from './job-feed.ts'
import { type JobRecord, viewOf } from './job-record.ts'
import { createJobStore } from './job-store.ts'
import { createLineStore } from './log/line-store.ts'
import { newJobRecord } from './new-job-record.ts'
import { openDesk } from './run/job-desk.ts'
import type { OpenJob } from './run/open-job.ts'
import { recoverJob, unknownWork } from './run/recover-job.ts'
import { createNoReins, createReins, type Reins } from './run/reins.ts'
import { runJob } from './run/run-job.ts'
import { type Work, workOf } from './run/work.ts'

export interface JobsDeps {
  database: Database
  bus: Bus
  /** The machine's clock, for what is written of a job. */
  clock: Clock
  /** Real time, also where the machine is simulated: people and programs that wait are real there too. */
  sessionClock: Clock
  ids: Ids
  log: Log
  redactor: Pick<Redactor, 'text' | 'lines'>
  nodeId: string
}

export interface JobsFeature {
  jobs: Jobs
  handlers: Feature<'listJobs' | 'getJob' | 'cancelJob'>
  streams: {
    /** @throws Problem not_found */
    streamJobEvents(input: Pick<Input<'streamJobEvents'>, 'path' | 'query'>): Promise<EventFeed>
  }
  /** @throws Problem busy naming the job that runs; unavailable while the agent starts or stops */
  demandFree(): void
  /**
   * Asks the running job to stop and take back what it did. What is not done after `withinMs` is left as it is for
   * `recover` at the next start; nothing is written any more then.
   */
  stop(withinMs?: number): Promise<void>
}

interface Active {
  job: OpenJob
  reins: Reins
}

const stopWithinMs = 3500
const tailLines = 20

/** Jobs that survive the agent: one at a time, step by step, each step recorded before it begins and with its undo. */
export function createJobs(deps: JobsDeps): JobsFeature {
  const { database, clock, sessionClock, ids, log } = deps
  const store = createJobStore(database, deps.nodeId)
  const lines = createLineStore(database)
  const desk = { ...deps, store, lines }
  /** For each kind of job, what one of them has to do, made out from the state that was written. */
  const kinds = new Map<string, (stateJson: string) => Work>()
  /** The job that may change something now. Taken before anything is awaited, so that two never run. */
  let turn: { id: string; title: string } | null = null
  let active: Active | null = null
  /** Until the audit entry of the job is closed too. */
  const unfinished = new Map<string, Promise<void>>()
  const stopped = Promise.withResolvers<void>()
  let stopping = false
  let recovered = false

  function demandFree(): void {
    if (stopping) throw new Problem('unavailable', 'The agent is stopping. Nothing can be started now.')
    if (turn !== null) {
      throw new Problem('busy', `“${turn.title}” (${turn.id}) runs. Wait until it has ended, or cancel it.`)
    }
    if (!recovered) {
      throw new Problem('unavailable', 'The agent is starting and looks for what was cut off. Try again in a moment.', {
        retryAfterSeconds: 2,
      })
    }
  }

  const endTurn = () => {
    turn = null
    active = null
  }

  async function within(promise: Promise<unknown>, milliseconds: number): Promise<void> {
    let timer: Timer | undefined
    const late = new Promise<void>((done) => {
      timer = sessionClock.after(milliseconds, done)
    })
    await Promise.race([promise, stopped.promise, late])
    timer?.cancel()
  }

  function follow(id: string, work: Promise<void>): void {
    unfinished.set(
      id,
      work.catch((error) => log.error('A job broke.', { job_id: id, error })).then(() => void unfinished.delete(id)),
    )
  }

  async function start<State extends JobState, Secrets>(request: JobRequest<State, Secrets>): Promise<JobView> {
    demandFree()
    const { kind, state, secrets, consent } = request
    if (!kinds.has(kind.kind)) throw new Error(`Nobody registered jobs of the kind ${kind.kind}.`)
    const work = workOf(kind, state, secrets)
    const record = newJobRecord(ids.id('jb'), clock.now(), request, work)
    turn = record
    try {
      await store.insert(record)
      if (stopping) throw new Problem('unavailable', 'The agent is stopping. Nothing was begun.')
      const reins = createReins(work.steps)
      const atWork = await openDesk(desk, { record, work, reins, onEnd: endTurn })
      active = { job: atWork.job, reins }
      if (stopping) reins.interrupt()
      const seconds = new Map(consent.plan.steps.map((step) => [step.id, step.seconds]))
      const intent = consent.intent.handOver(record.id)
      const view = atWork.job.view()
      deps.bus.publish('job', view)
      follow(
        record.id,
        runJob({
          ...atWork,
          ...{ reins, intent, markAudited: store.markAudited },
          weight: ({ id }) => Math.max(1, seconds.get(id) ?? 1),
        }),
      )
      return view
    } catch (error) {
      endTurn()
      throw error
    }
  }

  /** What a job that was cut off had to do, as far as this version knows. */
  function workAgain(record: JobRecord): Work {
    try {
      const known = kinds.get(record.kind)
      if (known !== undefined) return known(record.stateJson)
      log.error('A job of an unknown kind was cut off.', { job_id: record.id, kind: record.kind })
    } catch (error) {
      log.error('The steps of a job that was cut off could not be made out.', { job_id: record.id, error })
    }
    return unknownWork(record)
  }

  async function recover(): Promise<CutOff[]> {
    const cutOff = await store.unaudited()
    for (const record of await store.unended()) {
      turn = record
      const work = workAgain(record)
      const reins = createNoReins()
      const atWork = await openDesk(desk, { record, work, reins, onEnd: endTurn })
      active = { job: atWork.job, reins }
      const recovery = recoverJob(atWork).then((cut) => void cutOff.push(cut))
      follow(record.id, recovery)
      await recovery
    }
    recovered = true
    await store.prune(clock.now()).catch((error) => log.warn('Old jobs were not removed.', { error }))
    return cutOff
  }

  async function read(id: string): Promise<JobView> {
    if (active?.job.id === id) return active.job.view()
    const record = await store.read(id)
    if (record === null) throw new Problem('not_found', 'There is no such job.')
    return viewOf(record, false)
  }

  const followed = (id: string): Followed => {
    const running = () => (active?.job.id === id ? active.job : null)
    return {
      view: () => read(id),
      lines: (after, most) => running()?.log.after(after, most) ?? lines.after(id, after, most),
      tail: (count) => running()?.log.tail(count) ?? lines.tail(id, count),
      news: () => running()?.news ?? null,
    }
  }

  return {
    demandFree,
    jobs: {
      start,
      recover,
      register(kind) {
        if (kinds.has(kind.kind)) throw new Error(`The kind of job ${kind.kind} is registered already.`)
        kinds.set(kind.kind, (stateJson) => workOf(kind, JSON.parse(stateJson), undefined))
      },
      async settled(id, timeoutMs) {
        const end = unfinished.get(id)
        if (end !== undefined) await within(end, timeoutMs)
        return read(id)
      },
    },
    handlers: {
      async listJobs({ query }) {
        const { instance_id: instanceId, status, limit = 50, cursor } = query
        const { items, next_cursor } = await store.page({ instanceId, status, limit, cursor })
        const viewed = items.map((record) => {
          return active?.job.id === record.id ? active.job.view() : viewOf(record, false)
        })
        return { items: viewed, next_cursor }
      },
      async getJob({ path }) {
        const view = await read(path.id)
        return { ...view, log_tail: (await followed(path.id).tail(tailLines)).map(lineView) }
      },
      async cancelJob({ path, actor }) {
        if (active?.job.id !== path.id) {
          await read(path.id)
          throw new Problem('job_ended', 'This job has ended already.')
        }
        const { job, reins } = active
        reins.cancel(actor.subject)
        await job.commit(() => ({ status: 'cancelling' }))
        return job.view()
      },
    },
    streams: {
      async streamJobEvents({ path, query }) {
        await read(path.id)
        return createJobFeed(followed(path.id), query.cursor, log)
      },
    },
    async stop(withinMs = stopWithinMs) {
      stopping = true
      active?.reins.interrupt()
      await within(Promise.all(unfinished.values()), withinMs)
      await active?.job.abandon()
      stopped.resolve()
    },
  }
}
