import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import type { ConditionType } from '../rules/conditions.ts'
import type { Reading, Target } from './reading.ts'

type Schemas = components['schemas']
type Status = Schemas['MoltBotStatus']

/** Where readings come from. What cannot be told is null, never an invented number. */
export interface AlertSources {
  /** As the observer has it; one without an instance where nothing is installed. */
  statuses(): Status[]
  /** Disks and memory of the host. */
  system(): Promise<Pick<Schemas['SystemInfo'], 'disks' | 'memory_bytes' | 'memory_available_bytes'>>
  /** Ends of an instance since then that were no orderly ones and that this agent did not bring about. */
  uncleanEnds(instanceId: string, since: number): Promise<number>
  /** Growth of the logs of an instance in bytes an hour. */
  logGrowth(instanceId: string, now: number): Promise<number | null>
  /** Refusals to let somebody in since then. */
  authFailures(instanceId: string, since: number): Promise<number | null>
}

/** What is known of the machine at one moment, read once for all rules. */
export interface Snapshot {
  at: number
  statuses: ReadonlyMap<string, Status>
  /** Read when the first rule needs it. */
  system(): ReturnType<AlertSources['system']>
}

const minuteMs = 60_000
const mebibyte = 1024 ** 2

/** Reads what one condition is judged by. */
export async function readCondition(
  type: ConditionType,
  { instanceId }: Target,
  { at, statuses, system }: Snapshot,
  sources: AlertSources,
): Promise<Reading> {
  const say = (kind: Schemas['Evidence']['kind'], statement: string) => [{ kind, statement, at: isoTime(at) }]
  if (type === 'disk_low') return readDisk((await system()).disks ?? [], at)
  if (type === 'high_memory') {
    const { memory_bytes: total, memory_available_bytes: available = null } = await system()
    if (available === null || total === 0) return nothingKnown
    const statement = `${size(available)} of ${size(total)} of memory are available.`
    return { value: rounded((1 - available / total) * 100), evidence: say('host', statement) }
  }
  const status = instanceId === null ? undefined : statuses.get(instanceId)
  const isUnknown = status === undefined || status.state === 'unknown' || status.state === undefined
  if (type === 'unreachable_agent_data') {
    const reason = status?.reasons?.[0]?.message ?? 'It was not found when this host was searched.'
    return { value: isUnknown ? 1 : 0, evidence: isUnknown ? say('probe', reason) : [] }
  }
  if (instanceId === null || status === undefined) return nothingKnown
  if (type === 'crash_loop') {
    const count = await sources.uncleanEnds(instanceId, at - 10 * minuteMs)
    return { value: count, evidence: say('process', `${count} unclean ends in the last 10 minutes.`) }
  }
  if (type === 'log_growth') {
    const bytes = await sources.logGrowth(instanceId, at)
    if (bytes === null) return nothingKnown
    return {
      value: rounded(bytes / mebibyte),
      evidence: say('file', `The log directory grew by ${size(bytes)} an hour.`),
    }
  }
  if (type === 'auth_failures') {
    const count = await sources.authFailures(instanceId, at - 5 * minuteMs)
    if (count === null) return nothingKnown
    return { value: count, evidence: say('log', `${count} refusals in the last 5 minutes.`) }
  }
  if (isUnknown) return nothingKnown
  const because = status.reasons?.slice(0, 3).flatMap(({ evidence }) => evidence.slice(0, 1)) ?? []
  if (type === 'gateway_disconnected') return { value: status.gateway_connected ? 0 : 1, evidence: because }
  if (type === 'config_invalid_pending') return readConfig(status, at)
  return readEventLoop(status, at)
}

/** More digits would say nothing. */
const rounded = (value: number) => Math.round(value * 100) / 100

const nothingKnown: Reading = { value: null, evidence: [] }

function readDisk(disks: Schemas['Disk'][], at: number): Reading {
  const known = disks
    .filter(({ total_bytes: total }) => total > 0)
    .map((disk) => ({ disk, percent: (disk.free_bytes / disk.total_bytes) * 100 }))
    .toSorted((a, b) => a.percent - b.percent)
  const [fullest] = known
  if (fullest === undefined) return nothingKnown
  const { mount, free_bytes: free, total_bytes: total } = fullest.disk
  const statement = `${size(free)} of ${size(total)} are free on ${mount}.`
  return { value: rounded(fullest.percent), evidence: [{ kind: 'host', statement, at: isoTime(at) }] }
}

function readConfig({ config }: Status, at: number): Reading {
  if (config == null) return nothingKnown
  const [issue = 'MoltBot calls the file on disk invalid.'] = config.issues
  const evidence = [{ kind: 'file' as const, statement: issue, at: isoTime(at) }]
  return config.pending_invalid_edit ? { value: 1, evidence } : { value: 0, evidence: [] }
}

/** A MoltBot that does not answer at all is late by as long as that has been so. */
function readEventLoop({ gateway, state, since, reasons }: Status, at: number): Reading {
  if (state === 'wedged' && since != null)
    return { value: Math.max(0, at - Date.parse(since)), evidence: reasons?.[0]?.evidence.slice(0, 1) ?? [] }
  const delay = gateway?.event_loop?.delay_p99_ms ?? null
  if (delay === null) return nothingKnown
  const statement = `99 percent of its turns were late by ${Math.round(delay)} ms or less.`
  return { value: delay, evidence: [{ kind: 'probe', statement, at: isoTime(at) }] }
}

function size(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${(bytes / mebibyte).toFixed(1)} MB`
}
