import { Problem } from '../../../core/problem.ts'
import type { WorkStep } from './work.ts'

export type Stop = { kind: 'cancelled'; by: string } | { kind: 'interrupted' }

/** Whether a running job is to be stopped. Asked from outside, obeyed by the job at its next safe point. */
export interface Reins {
  canCancel(): boolean
  /** Asking twice is asking once. @throws Problem job_ended where it cannot be stopped any more */
  cancel(by: string): void
  /** The agent stops. Like a cancel, but nobody asked for it: a job that comes to its end in time has succeeded. */
  interrupt(): void
  asked(): Stop | null
  /** Names the step that runs now. */
  at(index: number): void
  /** From now on the job cannot be stopped, and this is why. */
  letGo(why: string): void
  /** Aborted when a step that can be stopped is to stop. */
  readonly signal: AbortSignal
}

export function createReins(steps: readonly Pick<WorkStep, 'cancellable'>[]): Reins {
  const aborter = new AbortController()
  let asked: Stop | null = null
  let at = -1
  let why: string | null = null

  // Before the first step nothing has happened, so there every job can be stopped.
  const isSafe = () => at < 0 || steps[at]?.cancellable === true
  const canCancel = () =>
    why === null && asked === null && (isSafe() || steps.slice(at).some(({ cancellable }) => cancellable))

  return {
    canCancel,
    signal: aborter.signal,
    asked: () => asked,
    cancel(by) {
      if (asked?.kind === 'cancelled') return
      if (!canCancel()) {
        throw new Problem('job_ended', why ?? 'What this job does now must be finished. It can no longer be stopped.')
      }
      asked = { kind: 'cancelled', by }
      if (isSafe()) aborter.abort()
    },
    interrupt() {
      asked ??= { kind: 'interrupted' }
      if (isSafe()) aborter.abort()
    },
    at(index) {
      at = index
    },
    letGo(reason) {
      why = reason
    },
  }
}

/** Held by what is being undone after a crash: nothing can stop that. */
export function createNoReins(): Reins {
  const reins = createReins([])
  reins.letGo('The agent was cut off during this job and takes back what it did. That cannot be stopped.')
  return reins
}
