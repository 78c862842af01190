import { parseJson } from './api-error.ts'
import type { Schemas } from './operation-types.ts'

/** What `GET /events` sends, by the name of the event. */
export interface AgentEvents {
  status: Schemas['MoltBotStatus']
  timeline: { instance_id: string; change: Schemas['TimelineChange'] }
  instances: Schemas['InstanceList']
  pairing: { pending: number }
  devices: { changed: string }
  simulation: Schemas['Simulation']
  job: Schemas['Job']
  confirmation: Schemas['Confirmation']
  config: { instance_id: string; hash: string }
}

/** One event; `event` tells what `data` is. */
export type AgentEvent = {
  [Name in keyof AgentEvents]: { id: string | null; event: Name; data: AgentEvents[Name] }
}[keyof AgentEvents]

/**
 * Events that did not arrive. `lost`: the agent says so, with their number where it knows it ·
 * `unreadable`: one came and was not JSON.
 */
export interface Gap {
  missed: number | null
  reason: 'lost' | 'unreadable'
  /** What the agent says of it, where it says more than their number. */
  message?: string
}

/** What `GET /jobs/{id}/events` sends. */
export interface JobEvents {
  job: Schemas['Job']
  log: Schemas['JobLogLine']
}

export type JobEvent = {
  [Name in keyof JobEvents]: { id: string | null; event: Name; data: JobEvents[Name] }
}[keyof JobEvents]

/** What `GET /logs/stream` sends. */
export interface LogEvents {
  line: Schemas['LogEntry']
  state: Schemas['LogSource']
}

export type LogEvent = {
  [Name in keyof LogEvents]: { id: string | null; event: Name; data: LogEvents[Name] }
}[keyof LogEvents]

const names: Record<keyof AgentEvents, true> = {
  status: true,
  timeline: true,
  instances: true,
  pairing: true,
  devices: true,
  simulation: true,
  job: true,
  confirmation: true,
  config: true,
}

const jobNames: Record<keyof JobEvents, true> = { job: true, log: true }
const logNames: Record<keyof LogEvents, true> = { line: true, state: true }

/** Reads one message of a stream: an event, a gap, or null for an event that only a newer client knows. */
export type ReadMessage<Event> = (name: string, id: string | null, data: string) => Event | Gap | null

export const readMessage: ReadMessage<AgentEvent> = readNamed(names)
export const readJobMessage: ReadMessage<JobEvent> = readNamed(jobNames)
export const readLogMessage: ReadMessage<LogEvent> = readNamed(logNames)

function readNamed<Event>(known: object): ReadMessage<Event> {
  return (name, id, data) => {
    const value = parseJson(data)
    if (name === 'gap') return { missed: missedOf(value), reason: 'lost', ...messageOf(value) }
    if (!Object.hasOwn(known, name)) return null
    if (typeof value !== 'object' || value === null) return { missed: 1, reason: 'unreadable' }
    // The agent checks its events against the contract before it sends them.
    return { id, event: name, data: value } as Event
  }
}

function messageOf(value: unknown): { message?: string } {
  const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : null
  return typeof message === 'string' ? { message } : {}
}

function missedOf(value: unknown): number | null {
  const count = typeof value === 'object' && value !== null && 'lost' in value ? value.lost : null
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null
}
