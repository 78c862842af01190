import { createRedactor } from '@moltbot-ops/redact'
import type { Actor } from '../../../core/actor.ts'
import { type BusEventName, createBus } from '../../../core/bus.ts'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import type { Consent, Intent } from '../../../core/consent.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import type { Handler, Input, ResultOf } from '../../../core/handler.ts'
import type { JobKind, JobState, JobStep, Jobs, JobView, StepContext } from '../../../core/jobs.ts'
import type { LogFields } from '../../../core/log.ts'
import { createJobs } from '../jobs.ts'

export interface Setup {
  database?: Database
  clock?: FakeClock
  /** Names what this agent makes: a second one on the same database needs another name. */
  run?: string
  /** Jobs of a crash are looked for before anything can start; false leaves that to the test. */
  recovered?: boolean
  redactor?: ReturnType<typeof createRedactor>
}

export interface Closing {
  outcome: string
  detail: string | undefined
  jobId: string | null
}

/** Jobs as the agent wires them, on a clock that moves when told to, with an audit log that remembers its closings. */
export async function createJobsAtWork(setup: Setup = {}) {
  const { database = openDatabase(':memory:'), clock = createFakeClock(), run = 'jb', recovered = true } = setup
  const bus = createBus()
  const published: JobView[] = []
  bus.subscribe((name: BusEventName, payload: unknown) => void (name === 'job' && published.push(payload as JobView)))
  const logged: string[] = []
  const write = (message: string, fields?: LogFields) => void logged.push(`${message} ${fields?.error ?? ''}`.trim())
  let count = 0
  const feature = createJobs({
    ...{ database, bus, clock, sessionClock: clock },
    ids: { id: (prefix) => `${prefix}_${run}${++count}`, secret: () => 's', below: () => 0 },
    log: { info: write, warn: write, error: write },
    redactor: setup.redactor ?? createRedactor(),
    nodeId: 'ag_1',
  })
  const known = new Set<string>()
  const jobs: Jobs = {
    ...feature.jobs,
    register(kind) {
      known.add(kind.kind)
      feature.jobs.register(kind)
    },
  }
  if (recovered) await jobs.recover()

  const closings: Closing[] = []
  const consent = (steps: Consent['plan']['steps'] = []): Consent => {
    const intent = (jobId: string | null): Intent => ({
      auditEventId: '43',
      isOpen: true,
      close: async (outcome, detail) => void closings.push({ outcome, detail, jobId }),
      handOver: (id) => intent(id),
    })
    const plan = { steps } as Consent['plan']
    const approvedBy = { subject: 'user:u', deviceId: 'd', via: 'browser' as const }
    return { confirmationId: 'cf_1', planHash: 'p', plan, reason: 'r', approvedBy, intent: intent(null) }
  }
  async function start<State extends JobState, Secrets>(
    kind: JobKind<State, Secrets>,
    state: State,
    {
      secrets,
      title = 'Change the world.',
      steps,
    }: { secrets?: Secrets; title?: string; steps?: Consent['plan']['steps'] } = {},
  ): Promise<JobView> {
    if (!known.has(kind.kind)) jobs.register(kind)
    const optional = secrets === undefined ? {} : { secrets }
    return jobs.start({ kind, state, ...optional, instanceId: 'in_1', title, consent: consent(steps) })
  }
  const get = (id: string) => call(feature.handlers.getJob, { path: { id } })
  const cancel = (id: string) => call(feature.handlers.cancelJob, { path: { id } })
  /** The job as it ended. It needs no time of the clock unless its steps do. */
  async function ended(id: string): Promise<JobView> {
    const view = await jobs.settled(id, 1e9)
    if (view.ended_at === null) throw new Error(`The job has not ended: ${JSON.stringify(view)}`)
    return view
  }
  return { ...feature, jobs, database, clock, published, logged, closings, start, get, cancel, ended }
}

type Loose<Id extends 'listJobs' | 'getJob' | 'cancelJob'> = Pick<Input<Id>, 'path'> & { query?: Input<Id>['query'] }

/** Calls a handler as the HTTP layer does. */
export function call<Id extends 'listJobs' | 'getJob' | 'cancelJob'>(
  handler: Handler<Id>,
  input: Loose<Id>,
): Promise<ResultOf<Id>> {
  const actor: Actor = {
    ...{ subject: 'user:u', user: 'u', deviceId: 'd', sessionId: 's', role: 'admin', via: 'browser' },
    ...{ scope: 'all', expiresAt: null },
  }
  return handler({ query: {}, body: undefined, actor, consent: null, ...input } as Input<Id>)
}

/** A promise that a test settles. */
export function createGate<Value = void>() {
  return Promise.withResolvers<Value>()
}

/** Lets everything that waits for nothing but promises happen. */
export const settle = () => new Promise<void>((done) => setImmediate(done))

type Steps<State extends JobState> = (Partial<JobStep<State>> & { id: string })[]

/** A kind of job from what is special about its steps; the others do nothing and cannot be stopped. */
export function kindOf<State extends JobState, Secrets = undefined>(
  steps: Steps<State> | ((state: State, secrets: Secrets | undefined) => Steps<State>),
  changed: Partial<JobKind<State, Secrets>> = {},
): JobKind<State, Secrets> {
  return {
    kind: 'change_world',
    steps: (state, secrets) =>
      (typeof steps === 'function' ? steps(state, secrets) : steps).map((step) => ({
        title: `Step ${step.id}`,
        run: async () => undefined,
        cancellable: false,
        ...step,
      })),
    result: () => ({ fine: true }),
    afterUndo: () => 'The world is as it was.',
    ...changed,
  }
}

/** Resolves when the signal of a step is aborted, as a step that can be stopped does. */
export function untilAborted({ signal }: Pick<StepContext<JobState>, 'signal'>): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('stopped'))
    signal.addEventListener('abort', () => reject(new Error('stopped')))
  })
}

export const statusesOf = (view: JobView) => view.steps.map(({ status }) => status)
