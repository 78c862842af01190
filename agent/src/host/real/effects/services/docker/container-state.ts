import type { ServiceState } from '../../../../effects.ts'
import { engineTries } from './container-body.ts'
import type { WantedState } from './wanted-state.ts'

/** What `GET /containers/{id}/json` tells that matters here. */
export interface InspectedContainer {
  RestartCount: number
  State: {
    Status: string
    Pid: number
    ExitCode: number
    OOMKilled: boolean
    Error: string
    Health?: { Status: string } | undefined
  }
}

export function describeContainer({ State, RestartCount }: InspectedContainer, wanted: WantedState): ServiceState {
  const state = stateOf(State.Status, State.ExitCode, wanted)
  const exitCode = wanted.refused ? 78 : State.ExitCode
  const ended = state !== 'running' && State.Status !== 'created'
  return {
    installed: true,
    state,
    pid: State.Pid > 0 ? State.Pid : null,
    exitCode: ended ? exitCode : null,
    restarts: RestartCount,
    message: messageOf(State, state, wanted),
  }
}

/** What was stopped on purpose has mostly ended with a code as well. */
function stateOf(status: string, exitCode: number, { wanted, refused }: WantedState): ServiceState['state'] {
  if (refused) return 'failed'
  if (status === 'running' || status === 'paused' || status === 'removing') return 'running'
  if (status === 'restarting') return 'starting'
  if (status === 'dead') return 'failed'
  return wanted === 'up' && exitCode !== 0 ? 'failed' : 'stopped'
}

function messageOf(
  { Status, ExitCode, OOMKilled, Error: fault, Health }: InspectedContainer['State'],
  state: ServiceState['state'],
  { refused }: WantedState,
): string | null {
  if (refused) return 'It ended with exit code 78. That is not tried again: its config or state was refused.'
  if (Status === 'paused') return 'Somebody paused the container.'
  if (Status === 'restarting') return `It ended with exit code ${ExitCode}. The engine starts it again.`
  if (state === 'running') return Health?.Status === 'unhealthy' ? 'It runs, and its health check fails.' : null
  if (OOMKilled) return 'The system ran out of memory and killed it.'
  if (fault !== '') return `The engine could not start it: ${fault.slice(0, 400)}`
  if (state !== 'failed') return null
  return `It ended with exit code ${ExitCode}, and the engine has stopped trying after ${engineTries} times.`
}
