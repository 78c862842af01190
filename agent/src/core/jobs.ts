import type { components } from '@moltbot-ops/api/types'
import type { Consent } from './consent.ts'

export type JobStatus = components['schemas']['Job']['status']
export type JobView = components['schemas']['Job']

/** JSON that a job keeps in the database between its steps and across a restart. Never a secret. */
export type JobState = Record<string, unknown>

/** What a step works with. */
export interface StepContext<State extends JobState> {
  readonly jobId: string
  /** Written durably before the step begins, by `save`, and when it ends. */
  readonly state: State
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
  secrets?: Secrets
  instanceId: string | null
  title: string
  consent: Consent
}

export interface Jobs {
  /**
   * Starts a job and takes over the consent's intent. Only one job that changes something runs at a time.
   * @throws Problem busy, naming the job that runs
   */
  start<State extends JobState, Secrets>(request: JobRequest<State, Secrets>): Promise<JobView>
  /** Resolves with the job once it ended, or as it is after `timeoutMs`. */
  settled(id: string, timeoutMs: number): Promise<JobView>
  /** Must be told of every kind before `recover`. */
  register(kind: JobKind<never, never>): void
  /** At start: undoes what a crash cut off, and says so. */
  recover(): Promise<void>
}
