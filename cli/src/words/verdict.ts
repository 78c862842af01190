import type { Schemas } from '@moltbot-ops/sdk'
import { channelName } from './channel-name.ts'
import type { Tone } from './paint.ts'
import { printable } from './printable.ts'
import { ago, duration, latency, since } from './time.ts'

type Status = Schemas['MoltBotStatus']
type State = Schemas['MoltBotState']

/** One word for a state, for columns. */
export const stateWords: Record<State, string> = {
  not_installed: 'not installed',
  stopped: 'stopped',
  starting: 'starting',
  running: 'working',
  degraded: 'needs a look',
  wedged: 'does not answer',
  crash_looping: 'keeps ending',
  unknown: 'unknown',
}

export interface Verdict {
  /** `unknown` where the observation is too old to say anything. */
  state: State
  tone: Tone
  /** How MoltBot is, then why. */
  sentence: string
  cause: string
}

export interface Reader {
  /** By the agent's clock, which also made the times in the status. */
  now: number
  timeZone: string
}

const defaultIntervalSeconds = 10

/** How MoltBot is, in the words of the console. */
export function judge(status: Status, reader: Reader): Verdict {
  const age = ageOf(status, reader.now)
  const limit = 2000 * (status.interval_seconds ?? defaultIntervalSeconds)
  if (age !== null && age > limit) {
    return unknown(`The agent answers, but it last looked at MoltBot ${duration(age)} ago.`)
  }
  const state = status.state ?? inferred(status)
  const verdict =
    (state === 'running' || state === 'degraded' ? caveat(status) : null) ?? byState[state](status, reader)
  return { state, ...verdict }
}

/** Milliseconds since MoltBot was looked at; null where the agent does not say. */
export function ageOf(status: Status, now: number): number | null {
  return status.observed_at === undefined ? null : Math.max(0, now - Date.parse(status.observed_at))
}

/** An agent of contract 0.1.0 gives no state. */
function inferred({ installed, running, gateway_connected }: Status): State {
  if (!installed) return 'not_installed'
  if (!running) return 'stopped'
  return gateway_connected ? 'running' : 'unknown'
}

function unknown(cause: string): Verdict {
  return { state: 'unknown', tone: 'unknown', sentence: 'It is not known how MoltBot is.', cause }
}

type Judged = Omit<Verdict, 'state'>
type Judge = (status: Status, reader: Reader) => Judged

/** It runs, and yet something will go wrong: that is the first sentence, not a footnote. */
function caveat(status: Status): Judged | null {
  const { config, gateway, findings } = status
  if (config?.pending_invalid_edit === true) {
    const plain = 'The config on disk is not valid; MoltBot still runs the one before.'
    const cause = reasonOf(status, 'pending_invalid_edit') ?? plain
    return { tone: 'warn', sentence: 'MoltBot works, but its next start will fail.', cause }
  }
  if (gateway?.rpc === 'refused_token') {
    const plain = 'The token that the agent found is not the one that MoltBot expects, so channels cannot be read.'
    const cause = reasonOf(status, 'token_mismatch') ?? plain
    return { tone: 'warn', sentence: 'MoltBot answers, but it refuses the agent.', cause }
  }
  const critical = findings?.find(({ severity }) => severity === 'critical')
  if (critical === undefined) return null
  return { tone: 'warn', sentence: 'MoltBot works, but not for long.', cause: printable(critical.title) }
}

const byState: Record<State, Judge> = {
  running: (status) => {
    const answers = status.gateway?.latency_ms
    const cause = answers == null ? (firstReason(status) ?? 'It answers.') : `It answers in ${latency(answers)}.`
    return { tone: 'ok', sentence: 'MoltBot is working.', cause }
  },
  degraded: (status, reader) => {
    const silent = status.channels?.filter(({ configured, connected }) => configured && connected === false) ?? []
    const [first] = silent
    if (first !== undefined) {
      const names = silent.map(({ id }) => channelName(id)).join(', ')
      const last = silent.length === 1 ? first.last_inbound_at : null
      const notConnected = silent.length === 1 ? 'The channel is not connected.' : 'The channels are not connected.'
      const quiet = reasonOf(status, 'channel_silent') ?? notConnected
      const cause = last === null ? quiet : `Its last message came ${ago(Date.parse(last), reader.now)}.`
      const sentence = `MoltBot answers, but ${names} ${silent.length === 1 ? 'is' : 'are'} silent.`
      return { tone: 'warn', sentence, cause }
    }
    return {
      tone: 'warn',
      sentence: 'MoltBot answers, but something is wrong.',
      cause: firstReason(status) ?? noReason,
    }
  },
  starting: ({ startup }) => {
    const sentence = 'MoltBot is starting.'
    if (startup == null) return { tone: 'warn', sentence, cause: 'It has begun to start.' }
    const passed = duration(startup.elapsed_seconds * 1000)
    const usual = startup.usual_seconds
    const usually = usual === null ? '' : `It usually takes ${duration(usual * 1000)}; `
    const allowed = `up to ${duration(startup.budget_seconds * 1000)} is allowed.`
    return { tone: 'warn', sentence, cause: `${usually}${passed} have passed, and ${allowed}` }
  },
  stopped: (status, reader) => {
    const exit = status.last_exit
    const broke = exit?.clean === false
    const verb = broke ? 'down' : 'stopped'
    const when = sinceWhen(exit?.at ?? status.since, reader)
    return { tone: broke ? 'bad' : 'warn', sentence: `MoltBot is ${verb}${when}.`, cause: endOf(status) }
  },
  wedged: (status, reader) => {
    const sentence = `MoltBot does not answer${sinceWhen(status.since, reader)}.`
    return { tone: 'bad', sentence, cause: firstReason(status) ?? 'Its process is alive, but nothing listens.' }
  },
  crash_looping: (status, reader) => ({
    tone: 'bad',
    sentence: `MoltBot is down${sinceWhen(status.since, reader)}.`,
    cause: `${firstReason(status) ?? 'Every start ends again.'} ${status.restart_count_24h ?? 0} restarts in 24 h.`,
  }),
  not_installed: () => ({
    tone: 'plain',
    sentence: 'There is no MoltBot on this host yet.',
    cause: 'The agent found no install, no config and no process.',
  }),
  unknown: (status) => unknown(firstReason(status) ?? noReason),
}

const noReason = 'The agent could not tell why from what it saw.'

function endOf({ last_exit, last_start_time }: Status): string {
  if (last_exit == null) {
    return last_start_time == null ? 'No start of it was seen yet.' : 'It is not known how it ended.'
  }
  if (last_exit.clean === true) return 'It ended cleanly.'
  if (last_exit.message !== null) return printable(last_exit.message)
  return last_exit.code === null ? 'It is not known how it ended.' : `It ended with code ${last_exit.code}.`
}

function sinceWhen(at: string | null | undefined, { now, timeZone }: Reader): string {
  return at == null ? '' : ` since ${since(Date.parse(at), now, timeZone)}`
}

function reasonOf(status: Status, code: string): string | null {
  const message = status.reasons?.find((reason) => reason.code === code)?.message
  return message === undefined ? null : printable(message)
}

function firstReason(status: Status): string | null {
  const message = status.reasons?.[0]?.message
  return message === undefined ? null : printable(message)
}
