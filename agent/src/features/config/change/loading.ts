import type { Effect } from '../../../moltbot/config/reload/reload-rules.ts'
import { findSteering, type Steering, type SteeringDeps } from '../../../moltbot/managed/steering.ts'
import type { ConfigSubject, MoltBotStatus } from '../subject.ts'

/** How a written file gets into force. */
export type Loading =
  /** MoltBot applies it while it runs. */
  | 'while_running'
  /** MoltBot restarts itself. */
  | 'by_itself'
  /** This agent restarts it, because it does not reload or cannot say whether it has. */
  | 'by_manager'
  /** It does not run, or does not reload and nothing that this agent commands keeps it. */
  | 'at_next_start'

export function isRunning(status: MoltBotStatus): boolean {
  return status.process != null && status.state !== 'stopped' && status.state !== 'crash_looping'
}

export interface Reloading {
  /** `gateway.reload.mode` of the file that MoltBot runs with is `off`. */
  isOff: boolean
  /** What can restart it from here; null where nothing can. */
  steering: Steering | null
}

export function loadingOf(status: MoltBotStatus, effect: Effect, { isOff, steering }: Reloading): Loading {
  if (!isRunning(status)) return 'at_next_start'
  const isUnheard = isInContainer(status) && effect !== 'none'
  if (effect !== 'restart' && !isUnheard) return 'while_running'
  if (!isOff && !isUnheard) return 'by_itself'
  return steering === null ? 'at_next_start' : 'by_manager'
}

/** What a MoltBot in a container has loaded it tells nobody outside: no listener of it can be proven to be its own. */
export function isInContainer(status: MoltBotStatus): boolean {
  return status.service_manager === 'docker'
}

/** How MoltBot is kept running, as far as it can be commanded from here. */
export async function steeringOf(deps: SteeringDeps, { installation }: ConfigSubject): Promise<Steering | null> {
  return (await findSteering(deps, installation)).steering
}
