import type { Look } from '../../moltbot/observe/watch-instance.ts'
import type { Change } from './change-store.ts'

/** What an instance was like at the look before, in memory or from the database after a restart of the agent. */
export interface Before {
  state: string
  version: string | null
  configHash: string | null
  bootId: string | null
  /** Names of the config's values; null when this run of the agent has not read the file before. */
  leaves: ReadonlyMap<string, string> | null
  lastExitAt: number | null
}

type NewChange = { at: number; kind: Change['kind']; title: string; detail?: string | null }

const maxPaths = 5
const crashesTold = 3

const stateTitles: Record<Look['status']['state'], string> = {
  not_installed: 'Removed',
  stopped: 'Down',
  starting: 'Starting',
  running: 'Running well',
  degraded: 'Not well',
  wedged: 'Stuck',
  crash_looping: 'Every start fails',
  unknown: 'Not known',
}

/** The changes between two looks, as they stand beside the tape. Pure. */
export function nameChanges(before: Before, { evidence, history, status }: Look): NewChange[] {
  const at = evidence.at.wall
  const changes: NewChange[] = []
  const { boot, lastExit } = history
  // A loop is told once, as a state; each of its thousand starts would drown everything else.
  const looping = history.crashes.length > crashesTold
  if (lastExit && !looping && lastExit.at !== before.lastExitAt) {
    const title = lastExit.clean
      ? 'Stopped'
      : lastExit.clean === null
        ? 'Ended'
        : lastExit.exitCode === null
          ? 'Killed or crashed'
          : `Gave up with code ${lastExit.exitCode}`
    changes.push({ at: lastExit.at, kind: 'exit', title, detail: firstLine(lastExit.message) })
  }
  if (boot && !looping && boot.id !== before.bootId) {
    changes.push({ at: boot.startedAt, kind: 'start', title: history.restarts24h > 0 ? 'Started again' : 'Started' })
  }
  if (status.version !== null && before.version !== null && status.version !== before.version) {
    changes.push({
      at,
      kind: 'version',
      title: `${status.version} installed, not from here`,
      detail: `before: ${before.version}`,
    })
  }
  const config = evidence.config.kind === 'read' ? evidence.config.config : null
  if (config && before.configHash !== null && config.hash !== before.configHash) {
    changes.push({
      at: Math.min(at, config.modifiedAt),
      kind: 'config',
      title: 'Config changed',
      detail: editOf(before.leaves, config.leaves),
    })
  }
  // Starting and stopping have their own names already.
  const told = status.state === 'starting' || status.state === 'stopped' || status.reasons[0]?.code === 'stopping'
  if (status.state !== before.state && !told) {
    changes.push({ at, kind: 'state', title: stateTitles[status.state], detail: status.reasons[0]?.message ?? null })
  }
  return changes
}

/** Names of what was edited, never values: `gateway.reload.mode` or `gateway.port and 3 more`. */
function editOf(before: ReadonlyMap<string, string> | null, now: ReadonlyMap<string, string>): string | null {
  if (!before) return null
  const names = new Set([...before.keys(), ...now.keys()])
  const edited = [...names].filter((name) => before.get(name) !== now.get(name)).sort()
  if (edited.length === 0) return 'only its form'
  const shown = edited.slice(0, maxPaths).join(', ').slice(0, 300)
  return edited.length > maxPaths ? `${shown} and ${edited.length - maxPaths} more` : shown
}

function firstLine(text: string | null): string | null {
  return text?.split('\n')[0]?.slice(0, 200) ?? null
}
