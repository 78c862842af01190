import type { Schemas } from '@moltbot-ops/sdk'
import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Job } from '../../wire.ts'
import { setupWords as words } from './setup-words.ts'

export type Preflight = Schemas['InstallPreflight']
export type Check = Schemas['PreflightCheck']
export type Method = Preflight['method']
export type ReleaseChannel = Schemas['ReleaseChannel']
export type Channel = ReleaseChannel['channel']
type Request = Schemas['InstallLocalRequest']

/** What a person chose; what is left out, the agent chooses. */
export interface Wishes {
  method?: Method
  channel: Channel
  port?: number
}

export interface SortedChecks {
  blocking: Check[]
  look: Check[]
  fine: Check[]
}

/** What stops it first, then what is worth a look; two checks that say the same are one. */
export function sortChecks(checks: readonly Check[]): SortedChecks {
  // The later one is about the thing itself and has the better fix.
  const told = [...new Map(checks.map((check) => [check.finding.title, check])).values()]
  return {
    blocking: told.filter(({ status }) => status === 'blocking'),
    look: told.filter(({ status }) => status === 'warning' || status === 'not_checked'),
    fine: told.filter(({ status }) => status === 'ok'),
  }
}

/** The body of the install: exactly what was checked, so that the plan cannot be about something else. */
export function installRequest({ method, channel, version, port }: Preflight): Request & { channel: Channel } {
  const common = { method, channel: channel.channel, port }
  // With an image, the image decides which version it is.
  return method === 'docker' || version === null ? common : { ...common, version }
}

/** The version that the button may promise; null where the image decides it. */
export function promisedVersion({ method, version }: Preflight): string | null {
  return method === 'docker' ? null : version
}

interface Seen {
  preflight: Preflight | null
  /** The check itself failed. */
  failed: boolean
  /** The install that was started on this page. */
  job: Job | null
}

/** The first sentence, and below it what has been written to the host so far. */
export function judgeSetup({ preflight, failed, job }: Seen): StatusSentenceProps {
  const follows = words.written.nothing
  if (job !== null) return judgeJob(job)
  if (preflight === null) {
    return failed ? { mark: 'unknown', ...words.unknown, follows } : { mark: 'busy', ...words.asking, follows }
  }
  const { blocking, look } = sortChecks(preflight.checks)
  const [first] = blocking
  const worth = look.length === 0 ? words.noLook : words.look(look.length)
  if (first === undefined) {
    const another = look.some(({ id }) => id === 'existing')
    return { mark: 'fine', verdict: words.ready(preflight.method, another), cause: worth, follows }
  }
  const bad = { mark: 'broken', tone: 'bad', follows } as const
  if (blocking.length === 1) return { ...bad, verdict: words.oneStops, cause: headline(first.finding.title) }
  return { ...bad, verdict: words.stop(blocking.length), ...(look.length > 0 && { cause: worth }) }
}

function judgeJob({ status, ended_at, steps, stage, result, error, undo }: Job): StatusSentenceProps {
  if (ended_at === null) {
    const step = steps.find(({ name }) => name === stage)
    return { mark: 'busy', ...words.installing, ...(step !== undefined && { follows: `${step.title}.` }) }
  }
  if (status === 'succeeded') {
    const message = result?.message
    const cause = typeof message === 'string' ? message : words.installed.cause
    return { mark: 'fine', verdict: words.installed.verdict, cause }
  }
  const follows = undo?.message ?? words.written.unknown
  if (status === 'cancelled') return { mark: 'info', ...words.cancelled, follows }
  const { verdict, cause } = words.failed
  return { mark: 'broken', tone: 'bad', verdict, cause: error === null ? cause : headline(error.message), follows }
}

const longestHeadline = 100

/** The beginning of a long message, to the first place where it may end. The whole stands below. */
function headline(title: string): string {
  if (title.length <= longestHeadline) return title
  const [begin = title] = title.split(/[.:;]\s/)
  return `${begin}.`
}

/** What the job says comes next; what is no sentence is left out. */
export function nextSteps({ result }: Job): string[] {
  const steps = result?.next_steps
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'string') : []
}

/** A port as it was typed; null if it is none. */
export function readPort(text: string): number | null {
  const port = /^\d{4,5}$/.test(text.trim()) ? Number(text) : 0
  return port >= 1024 && port <= 65_535 ? port : null
}
