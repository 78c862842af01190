/** A process by what names it for ever: its number, its start, and the boot in which both count. */
export interface ProcessIdentity {
  pid: number
  /** Field 22 of /proc/<pid>/stat. */
  startTicks: number
  bootId: string
}

export interface SupervisedProcess extends ProcessIdentity {
  startedAt: number
  /** Whether it is the leader of a group of its own: what we started is, what we only found may not be. */
  leadsGroup: boolean
}

/** What the supervisor remembers of one service across its own restarts. Times are ms since 1970. */
export interface RunState {
  wanted: 'up' | 'down'
  process: SupervisedProcess | null
  /** Restarts after an end, since the service was installed. */
  restarts: number
  /** Ends in a row, without a stable run between them. */
  failures: number
  lastEnd: { code: number | null; signal: string | null; at: number; bootId: string } | null
  /** Exit code 78: not tried again in this boot, until somebody starts it. */
  held: boolean
  nextStartAt: number | null
}

export const idleState: RunState = {
  wanted: 'down',
  process: null,
  restarts: 0,
  failures: 0,
  lastEnd: null,
  held: false,
  nextStartAt: null,
}

/** Reads what `JSON.stringify` of a state wrote; null for anything else. */
export function parseRunState(value: unknown): RunState | null {
  if (!isObject(value)) return null
  const { wanted, process, restarts, failures, lastEnd, held, nextStartAt } = value
  if ((wanted !== 'up' && wanted !== 'down') || typeof held !== 'boolean') return null
  if (!isWhole(restarts) || !isWhole(failures) || (nextStartAt !== null && !isWhole(nextStartAt))) return null
  if (process !== null && !isProcess(process)) return null
  if (lastEnd !== null && !isEnd(lastEnd)) return null
  return { wanted, process, restarts, failures, lastEnd, held, nextStartAt }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isProcess(value: unknown): value is SupervisedProcess {
  if (!isObject(value)) return false
  const { pid, startTicks, bootId, startedAt, leadsGroup } = value
  // 0 would be the agent's own group, and 1 the whole machine.
  return (
    isWhole(pid) &&
    pid > 1 &&
    isWhole(startTicks) &&
    typeof bootId === 'string' &&
    isWhole(startedAt) &&
    typeof leadsGroup === 'boolean'
  )
}

function isEnd(value: unknown): value is NonNullable<RunState['lastEnd']> {
  if (!isObject(value)) return false
  const { code, signal, at, bootId } = value
  return (
    (code === null || isWhole(code)) &&
    (signal === null || typeof signal === 'string') &&
    isWhole(at) &&
    typeof bootId === 'string'
  )
}
