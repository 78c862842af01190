import type { components } from '@moltbot-ops/api/types'
import type { JobKind } from '../../core/jobs.ts'
import { Problem } from '../../core/problem.ts'
import { managerOf, type Steering, type SteeringDeps } from '../../moltbot/managed/steering.ts'
import type { WaitForStatus } from '../moltbot/wait-for-status.ts'
import type { BuiltAction } from './plan-action.ts'

type MoltBotStatus = components['schemas']['MoltBotStatus']

/** What the job keeps: enough to say after a crash what was meant. */
export interface ServiceJobState extends Record<string, unknown> {
  action: BuiltAction
  steering: Steering
  instanceId: string
  /** Of the process before, so that a restart is told from a MoltBot that never went away. */
  pidBefore: number | null
  startedBefore: string | null
  verified: boolean
  message: string
}

export interface ServiceJobDeps extends SteeringDeps {
  waitFor: WaitForStatus
}

const done: Record<BuiltAction, string> = {
  start: 'MoltBot was started and answers.',
  stop: 'MoltBot has stopped.',
  restart: 'MoltBot was restarted and answers.',
}

const extraMs = 15_000

/** start, stop and restart through the service manager, each verified as an outside client sees it. */
export function createServiceJob({ effects, waitFor }: ServiceJobDeps): JobKind<ServiceJobState> {
  async function command({ action, steering: { manager: kind, name, owner } }: ServiceJobState): Promise<void> {
    const manager = managerOf({ effects }, kind)
    if (!manager) throw new Problem('not_managed', `What keeps MoltBot running (${kind}) is not on this host any more.`)
    await manager[action](name, owner)
  }

  async function verify(state: ServiceJobState, signal: AbortSignal): Promise<void> {
    const { startBudgetMs, stopBudgetMs } = state.steering
    const { reached, status } = await waitFor(state.instanceId, {
      until: (now) => isReached(state, now),
      // Exit 78 is never retried, so nothing will come of waiting.
      giveUp: (now) => state.action !== 'stop' && now.state === 'stopped' && now.last_exit?.code === 78,
      timeoutMs: (state.action === 'stop' ? stopBudgetMs : startBudgetMs) + extraMs,
      signal,
    })
    if (!reached) throw new Problem('internal', whyNot(state, status))
    state.verified = true
    state.message = done[state.action]
  }

  return {
    kind: 'service_action',
    steps: (state) => [
      { id: state.action, title: titles[state.action], cancellable: false, run: ({ state: own }) => command(own) },
      {
        id: 'verify',
        title: state.action === 'stop' ? 'Check from outside that it has ended' : 'Check from outside that it answers',
        cancellable: false,
        run: ({ state: own, signal }) => verify(own, signal),
      },
    ],
    result: ({ verified, message }) => ({ verified, message }),
    afterUndo: ({ action }) => `The ${action} was asked for; look at the status for how MoltBot is now.`,
  }
}

const titles: Record<BuiltAction, string> = {
  start: 'Start MoltBot',
  stop: 'Stop MoltBot',
  restart: 'Stop and start MoltBot',
}

function isReached({ action, pidBefore, startedBefore }: ServiceJobState, status: MoltBotStatus): boolean {
  if (action === 'stop') return status.state === 'stopped'
  if (status.gateway?.ready !== true || status.process == null) return false
  if (action === 'start') return true
  return status.process.pid !== pidBefore || status.process.started_at !== startedBefore
}

function whyNot({ action }: ServiceJobState, status: MoltBotStatus | null): string {
  const seen = status?.reasons?.[0]?.message
  const exit = status?.last_exit?.message
  const wanted = action === 'stop' ? 'MoltBot has not ended in time.' : 'MoltBot does not answer.'
  return [wanted, seen, exit].filter((part) => part != null && part !== '').join(' ')
}
