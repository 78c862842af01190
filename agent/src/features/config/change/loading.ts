import type { Effect } from '../../../moltbot/config/reload/reload-rules.ts'
import type { ConfigSubject, MoltBotStatus } from '../subject.ts'

/** How a written file gets into force. */
export type Loading =
  /** MoltBot applies it while it runs. */
  | 'while_running'
  /** MoltBot restarts itself. */
  | 'by_itself'
  /** This agent restarts it, because it does not reload. */
  | 'by_manager'
  /** It does not run, or does not reload and nothing that this agent commands keeps it. */
  | 'at_next_start'

export function isRunning(status: MoltBotStatus): boolean {
  return status.process != null && status.state !== 'stopped' && status.state !== 'crash_looping'
}

/**
 * @param reloadOff `gateway.reload.mode` of the file that MoltBot runs with is `off`
 */
export function loadingOf(subject: ConfigSubject, effect: Effect, reloadOff = false): Loading {
  if (!isRunning(subject.status)) return 'at_next_start'
  if (effect !== 'restart') return 'while_running'
  if (!reloadOff) return 'by_itself'
  return subject.installation.managed === null ? 'at_next_start' : 'by_manager'
}
