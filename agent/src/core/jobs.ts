import type { components } from '@moltbot-ops/api/types'
import type { Consent } from './consent.ts'

export type JobStatus = components['schemas']['Job']['status']
export type JobView = components['schemas']['Job']

/**
 * An undo that could take back only a part of what its step did throws this, with what is left and where, each a
 * sentence for people. The undos of the steps before it still run.
 */
export class RemainsError extends Error {
  readonly remains: readonly string[]

  constructor(remains: readonly string[], options?: ErrorOptions) {
    super(remains.join(' '), options)
    this.name = 'RemainsError'
    this.remains = remains
  }
}

/** JSON that a job keeps in the database between its steps and across a restart. Never a secret. */
export type JobState = Record<string, unknown>

/** What a step works with. */
export interface StepContext<State extends JobState> {
  readonly jobId: string
  /** Written durably before the step begins, by `save`, and when it ends. At most 256 KiB of JSON. */
  readonly state: State
  /** @throws UnsafeStateError when the state holds a secret of the job or is too large: nothing is written then */
  save(): Promise<void>
  /** One line of the job's log; redacted, bounded. */
  line(text: string): void
  /** Share of this step that is done, 0 to 1. */
  progress(share: number): void
  /** What is being done right now, shown beside the step. */
  message(text: string): void
  /** Aborted when somebody cancels and the step may be cancelled. */
  readonly signal: AbortSignal
}

/**
 * One named step. It is recorded as begun before `run`, as done after it. `undo` takes back whatever `run` did, also
 * when it was cut off in the middle or never got anywhere: it looks at the world and at `state`, and may run twice.
 */
export interface JobStep<State extends JobState> {
  id: string
  title: string
  run(context: StepContext<State>): Promise<void>
  undo?(context: StepContext<State>): Promise<void>
  /** A cancel is obeyed before this step and, where it watches the signal, during it. */
  cancellable: boolean
}

/**
 * A kind of job as the program knows it. After a crash the steps come from here and the state from the database, so
 * `steps` depends on the saved state alone. Credentials live in `secrets`, in memory, for `run` only.
 */
export interface JobKind<State extends JobState, Secrets = undefined> {
  kind: string
  steps(state: State, secrets: Secrets | undefined): JobStep<State>[]
  result(state: State): Record<string, unknown>
  /** What is true when it failed, was cancelled or was cut off and everything possible is undone. */
  afterUndo(state: State): string
}

export interface JobRequest<State extends JobState, Secrets> {
  kind: JobKind<State, Secrets>
  state: State
  /** Nothing but secrets, at any depth: no text of them is ever written, and a state that holds one is refused. */
  secrets?: Secrets
  instanceId: string | null
  title: string
  consent: Consent
}

/** How a job ended whose audit entry was left open when the agent was cut off. */
export interface CutOff {
  jobId: string
  /** Sequence number, as text, of the entry `intended` that stands before the job. */
  auditEventId: string | null
  /** Mostly `interrupted`; another outcome where only the closing entry was still missing. */
  outcome: 'succeeded' | 'failed' | 'rolled_back' | 'interrupted'
  /** What was undone and what is true now. */
  detail: string
}

export interface Jobs {
  /**
   * Starts a job and takes over the consent's intent. Only one job that changes something runs at a time.
   * @throws Problem busy, naming the job that runs; unavailable while the agent starts or stops
   */
  start<State extends JobState, Secrets>(request: JobRequest<State, Secrets>): Promise<JobView>
  /** Resolves with the job once it ended, or as it is after `timeoutMs` of real time. @throws Problem not_found */
  settled(id: string, timeoutMs: number): Promise<JobView>
  /** Must be told of every kind before `recover`. */
  register<State extends JobState, Secrets>(kind: JobKind<State, Secrets>): void
  /**
   * At start: undoes what a crash cut off, and says so. Until it has looked nothing can be started. Gives every job whose
   * audit entry may still be open, those of earlier recoveries too: who closes entries leaves out the closed ones.
   */
  recover(): Promise<CutOff[]>
}
