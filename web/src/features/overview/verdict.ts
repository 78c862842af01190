import type { MarkKind } from '../../ui/Mark.tsx'
import { size } from '../../ui/size-words.ts'
import { ago, clockTime, duration, since } from '../../ui/time-words.ts'
import type { MoltBotState, MoltBotStatus, Timeline } from '../../wire.ts'
import { degraded, firstReason, nextStartFails } from './fault.ts'
import { ageOf, isStale, onOurClock, type Stamped, type Surroundings } from './freshness.ts'
import { portOf } from './naming.ts'
import { overviewWords as words } from './overview-words.ts'

export interface Verdict {
  /** What the page may rely on; `unknown` when what came is too old. */
  state: MoltBotState | 'asking'
  mark: MarkKind
  tone: 'plain' | 'warn' | 'bad'
  verdict: string
  cause: string
  follows: string
}

const plain = { tone: 'plain' as const }
const defaultInterval = 10

/** How MoltBot is, in words. Everything on the page that depends on it follows this one judgement. */
export function judge(status: Stamped<MoltBotStatus> | null, timeline: Timeline | null, here: Surroundings): Verdict {
  if (status === null) return nothingYet(here)
  const value = status.value
  const observedAt = value.observed_at === undefined ? null : Date.parse(value.observed_at)
  const age = ageOf(observedAt, status.receivedAt, here.now, here.agentOffset)
  if (isStale(age, value.interval_seconds ?? defaultInterval)) return tooOld(status, age, here)
  return { ...byState[value.state ?? inferred(value)](value, timeline, here) }
}

/** An agent of contract 0.1.0 gives no state. */
function inferred(status: MoltBotStatus): MoltBotState {
  if (!status.installed) return 'not_installed'
  if (!status.running) return 'stopped'
  return status.gateway_connected ? 'running' : 'unknown'
}

function nothingYet(here: Surroundings): Verdict {
  const { unknown } = words
  if (here.link === 'connecting' || here.link === 'live') {
    return { state: 'asking', mark: 'busy', ...plain, verdict: unknown.asking, cause: unknown.askingCause, follows: '' }
  }
  return { ...unknownVerdict, cause: unknown.agentNever(here.hostname), follows: '' }
}

const unknownVerdict = { state: 'unknown', mark: 'unknown', ...plain, verdict: words.unknown.verdict } as const

function tooOld(status: Stamped<MoltBotStatus>, age: number, here: Surroundings): Verdict {
  const { unknown } = words
  const cause =
    here.link === 'live'
      ? unknown.oldLook(duration(age))
      : unknown.agentSilent(here.hostname, duration(here.now - status.receivedAt))
  return { ...unknownVerdict, cause, follows: unknown.follows }
}

type Judge = (status: MoltBotStatus, timeline: Timeline | null, here: Surroundings) => Verdict

const byState: Record<MoltBotState, Judge> = {
  running: (status, timeline, here) => caveat(status, here) ?? working(status, timeline, here),
  degraded: (status, _timeline, here) => ({ state: 'degraded', mark: 'look', tone: 'warn', ...degraded(status, here) }),
  starting: (status, _timeline, here) => starting(status, here),
  stopped: (status, _timeline, here) => stopped(status, here),
  wedged: (status, _timeline, here) => {
    const pid = status.process?.pid
    const port = portOf(status)
    return {
      state: 'wedged',
      mark: 'broken',
      tone: 'bad',
      verdict: words.wedged.verdict(sinceWhen(status.since, here)),
      cause:
        pid !== undefined && port !== null && said(status, 'port_closed')
          ? words.wedged.port(pid, port)
          : (firstReason(status) ?? words.wedged.process),
      follows: words.wedged.follows,
    }
  },
  crash_looping: (status, _timeline, here) => crashLooping(status, here),
  not_installed: (_status, _timeline, here) => ({
    state: 'not_installed',
    mark: 'info',
    ...plain,
    verdict: words.notInstalled.verdict(here.hostname),
    cause: words.notInstalled.cause,
    follows: words.notInstalled.follows,
  }),
  unknown: (status, _timeline, here) => {
    const port = portOf(status)
    if (said(status, 'port_owned_by_other') && port !== null) {
      return { ...unknownVerdict, cause: words.unknown.portForeign(port), follows: words.unknown.followsPort }
    }
    if (said(status, 'evidence_old') && status.observed_at !== undefined) {
      const age = here.now - onOurClock(Date.parse(status.observed_at), here.agentOffset)
      return { ...unknownVerdict, cause: words.unknown.oldLook(duration(age)), follows: words.unknown.follows }
    }
    return { ...unknownVerdict, cause: firstReason(status) ?? words.unknown.noReason, follows: '' }
  },
}

/** It runs, and yet something will go wrong: that is the first sentence, not a footnote. */
function caveat(status: MoltBotStatus, here: Surroundings): Verdict | null {
  const warn = { state: 'running', mark: 'look', tone: 'warn' } as const
  if (status.config?.pending_invalid_edit === true) return { ...warn, ...nextStartFails(status, here) }
  if (status.gateway?.rpc === 'refused_token') {
    const text = words.tokenRefused
    return { ...warn, verdict: text.verdict, cause: text.cause, follows: text.follows }
  }
  return null
}

/** A host that runs full takes MoltBot down with it, so it takes over the sentence of one that works. */
export function withDisk(verdict: Verdict, disk: { mount: string; freeBytes: number; low: boolean } | null): Verdict {
  if (verdict.state !== 'running' || verdict.tone !== 'plain' || disk === null || !disk.low) return verdict
  const text = words.diskLow
  const cause = text.cause(size(disk.freeBytes), disk.mount)
  return { state: 'running', mark: 'look', tone: 'warn', verdict: text.verdict, cause, follows: text.follows }
}

function working(status: MoltBotStatus, timeline: Timeline | null, here: Surroundings): Verdict {
  const hour = Number(clockTime(here.now, here.timeZone).slice(0, 2))
  return {
    state: 'running',
    mark: 'fine',
    ...plain,
    verdict: words.working.verdict,
    cause: record(status, timeline, here),
    follows: hour >= 18 || hour < 6 ? words.working.nothingTonight : words.working.nothingNow,
  }
}

/** "Every check" is said only where the tape carries it. */
function record(status: MoltBotStatus, timeline: Timeline | null, here: Surroundings): string {
  const text = words.working
  const latency = status.gateway?.latency_ms
  if (timeline === null || status.last_start_time == null) {
    return latency == null ? text.answers : text.answersIn(latency)
  }
  const start = Date.parse(status.last_start_time)
  const ready = status.since == null ? start : Date.parse(status.since)
  const later = timeline.bars.filter((bar) => Date.parse(bar.at) >= ready && bar.checks > 0)
  const failed = later.some((bar) => bar.failed > 0)
  const started = ago(onOurClock(start, here.agentOffset), here.now)
  if (failed) return text.readySince(since(onOurClock(ready, here.agentOffset), here.now, here.timeZone))
  return start >= Date.parse(timeline.from) ? text.everyCheckSince(started) : text.everyCheckOfDay
}

function starting(status: MoltBotStatus, here: Surroundings): Verdict {
  const text = words.starting
  const verdict = { state: 'starting', mark: 'busy', ...plain, verdict: text.verdict } as const
  const startup = status.startup
  if (startup == null) return { ...verdict, cause: text.begun, follows: text.follows }
  const observed =
    status.observed_at === undefined ? here.now : onOurClock(Date.parse(status.observed_at), here.agentOffset)
  const elapsed = startup.elapsed_seconds * 1000 + Math.max(0, here.now - observed)
  const budget = duration(startup.budget_seconds * 1000)
  const passed = duration(elapsed)
  const usual = startup.usual_seconds
  const cause =
    usual === null
      ? text.first(passed, budget)
      : elapsed > usual * 2000
        ? text.late(duration(usual * 1000), passed, budget)
        : text.usual(duration(usual * 1000), passed)
  return { ...verdict, cause, follows: startup.pending === null ? text.follows : text.pending(startup.pending) }
}

/** Ends that nobody wanted. */
const unwanted = new Set([
  'ended_uncleanly',
  'config_invalid',
  'config_missing',
  'schema_newer',
  'state_in_use',
  'port_in_use',
  'start_failed',
  'starts_fail',
])

function stopped(status: MoltBotStatus, here: Surroundings): Verdict {
  const text = words.stopped
  const exit = status.last_exit
  const code = status.reasons?.[0]?.code ?? ''
  const when = sinceWhen(exit?.at ?? status.since, here)
  const bad = exit?.clean === false || unwanted.has(code)
  const known = exit == null ? text.never : exit.code === null ? text.unclear : text.code(exit.code)
  const cause = firstReason(status) ?? (exit?.clean === true ? text.clean : known)
  // Stopped on purpose is a plan, not a fault; so is a MoltBot that never ran.
  return bad
    ? { state: 'stopped', mark: 'broken', tone: 'bad', verdict: text.down(when), cause, follows: text.follows }
    : { state: 'stopped', mark: 'look', tone: 'warn', verdict: text.planned(when), cause, follows: text.follows }
}

/** MoltBot's own promise about this code: the config or the state must change first. */
const doNotRetry = 78

function crashLooping(status: MoltBotStatus, here: Surroundings): Verdict {
  const text = words.crashLooping
  const code = status.last_exit?.code ?? null
  const count = status.restart_count_24h ?? 0
  const cause = firstReason(status) ?? (code === null ? text.again : text.code(code))
  const follows = [count > 0 && text.starts(count), code === doNotRetry && text.noHelp]
  return {
    state: 'crash_looping',
    mark: 'broken',
    tone: 'bad',
    verdict: words.stopped.down(sinceWhen(status.since, here)),
    cause,
    follows: follows.filter((part) => part !== false).join(' '),
  }
}

function sinceWhen(at: string | null | undefined, here: Surroundings): string | null {
  return at == null ? null : since(onOurClock(Date.parse(at), here.agentOffset), here.now, here.timeZone)
}

function said(status: MoltBotStatus, code: string): boolean {
  return status.reasons?.some((reason) => reason.code === code) ?? false
}
