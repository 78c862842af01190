import type { MoltBotStatus } from '../subject.ts'
import type { ChangeState } from './change-state.ts'
import { isInContainer, isRunning } from './loading.ts'

/** In force, as an outside client sees it: MoltBot says so of this file, or has started since with it. */
export function isLoaded(state: ChangeState, status: MoltBotStatus): boolean {
  const { config, gateway, process } = status
  if (config?.hash !== state.to || config.valid === false || gateway?.ready !== true || process == null) return false
  if (state.loading === 'while_running') return config.valid === true || !state.changesSettings || isInContainer(status)
  if (process.pid !== state.pidBefore || status.last_start_time !== state.startedBefore) return true
  // One that may not have to restart has taken a file that it likes and has had its time to begin a restart over.
  if (state.loadingIsGuess && config.valid === true && ageOf(config, status) >= decidesWithinMs) return true
  return state.bootBefore !== null && gateway.boot_id != null && gateway.boot_id !== state.bootBefore
}

export function isRefused(state: ChangeState, status: MoltBotStatus): boolean {
  const { config, state: now, last_exit: exit } = status
  if (isForeign(state, status) || (config?.hash === state.to && config.valid === false)) return true
  // Exit 78 is never retried, so nothing will come of waiting.
  if (now === 'stopped' && exit?.code === 78) return true
  // One that could not restart itself stays alive and deaf.
  if (now === 'wedged' && state.loading === 'by_itself') return true
  // A start that failed for a reason is tried again and again, and each try takes as long as a whole start.
  return exit != null && exit.at !== state.exitBefore && exit.clean === false && exit.message !== null
}

/** MoltBot notices an edit within a second or so, and restarts at once unless it is busy. */
const decidesWithinMs = 15_000

/** How long the file had been there when it was looked at, in milliseconds. */
function ageOf({ changed_at: changed }: NonNullable<MoltBotStatus['config']>, { observed_at: seen }: MoltBotStatus) {
  return seen == null || changed == null ? 0 : Date.parse(seen) - Date.parse(changed)
}

/** A repair that MoltBot refuses too: only over that one is a file put back that it is known to refuse. */
export function isNoRepair(state: ChangeState, status: MoltBotStatus | undefined): boolean {
  return status?.config?.hash === state.to && status.config.valid === false
}

/**
 * Whether the file before is loaded only after a restart from here: by a MoltBot that ended, and by one whose own restart
 * over the new file failed. That one keeps its process, listens nowhere, and waits to be restarted.
 */
export function needsRestart({ loading }: ChangeState, status: MoltBotStatus | undefined): boolean {
  if (loading === 'by_manager') return true
  if (status === undefined) return false
  return !isRunning(status) || (loading === 'by_itself' && status.gateway?.ready !== true)
}

/** Somebody else has written the file since. */
function isForeign({ from, to }: ChangeState, { config }: MoltBotStatus): boolean {
  return config?.hash != null && config.hash !== to && config.hash !== from
}

export function whyNot(state: ChangeState, status: MoltBotStatus | null): string {
  if (status !== null && isForeign(state, status)) return 'Somebody else changed the configuration meanwhile.'
  const issues = status?.config?.hash === state.to ? status.config.issues.slice(0, 3).join(' ') : ''
  const reason = status?.reasons?.[0]?.message ?? ''
  const what = issues === '' ? 'MoltBot is not healthy with it.' : `MoltBot does not take it: ${issues}`
  return [what, issues === '' ? reason : ''].filter((part) => part !== '').join(' ')
}
