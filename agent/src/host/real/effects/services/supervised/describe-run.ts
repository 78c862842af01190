import type { ServiceState } from '../../../../effects.ts'
import type { RunState } from './run-state.ts'

/** The state of a service that is installed, in the words of any manager. */
export function describeRun(run: RunState, trouble: string | null, now: number): ServiceState {
  const { process, lastEnd, restarts } = run
  return {
    installed: true,
    state: stateOf(run),
    pid: process?.pid ?? null,
    exitCode: process === null ? (lastEnd?.code ?? null) : null,
    restarts,
    message: messageOf(run, trouble, now),
  }
}

function stateOf({ process, wanted, held }: RunState): ServiceState['state'] {
  if (process !== null) return 'running'
  if (wanted === 'down') return 'stopped'
  return held ? 'failed' : 'starting'
}

function messageOf(run: RunState, trouble: string | null, now: number): string | null {
  if (run.process !== null) return run.wanted === 'down' ? 'It is being stopped.' : null
  if (run.wanted === 'down') return null
  if (run.held) return 'It ended with exit code 78. That is not tried again: its config or state was refused.'
  const ended = trouble ?? endedWith(run)
  if (run.nextStartAt === null) return ended
  const seconds = Math.max(0, Math.round((run.nextStartAt - now) / 1000))
  return `${ended} It is started again in ${seconds} s.`
}

function endedWith({ lastEnd }: RunState): string {
  if (lastEnd === null) return 'It has not run yet.'
  if (lastEnd.code !== null) return `It ended with exit code ${lastEnd.code}.`
  return lastEnd.signal === null ? 'It ended while nobody watched.' : `${lastEnd.signal} ended it.`
}
