import type { JobKind, JobState, StepContext } from '../../../core/jobs.ts'
import { secretTexts, writeState } from './saved-state.ts'

/** What a step is given, without the state, which it has from its kind. */
export type StepTools = Omit<StepContext<JobState>, 'state'>

export interface WorkStep {
  id: string
  title: string
  cancellable: boolean
  run(tools: StepTools): Promise<void>
  undo: ((tools: StepTools) => Promise<void>) | null
}

/** A kind of job with its state: what there is to do, whatever the state's type. */
export interface Work {
  steps: WorkStep[]
  /** The state as it is kept. @throws UnsafeStateError */
  state(): string
  /** @throws UnsafeStateError */
  result(): Record<string, unknown>
  /** What is true once everything is taken back. */
  afterUndo(): string
  /** Every text in its secrets, none of which may be written. */
  secrets: readonly string[]
}

/** @param secrets undefined after a restart: they live in memory only */
export function workOf<State extends JobState, Secrets>(
  kind: JobKind<State, Secrets>,
  state: State,
  secrets: Secrets | undefined,
): Work {
  const hidden = secretTexts(secrets)
  return {
    secrets: hidden,
    steps: kind.steps(state, secrets).map((step) => ({
      id: step.id,
      title: step.title,
      cancellable: step.cancellable,
      run: (tools) => step.run({ ...tools, state }),
      undo: step.undo === undefined ? null : async (tools) => step.undo?.({ ...tools, state }),
    })),
    state: () => writeState(state, hidden),
    result: () => JSON.parse(writeState(kind.result(state), hidden)),
    afterUndo: () => kind.afterUndo(state),
  }
}
