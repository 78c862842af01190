import type { Schemas } from '@moltbot-ops/sdk'
import { silenceWords } from '../../session/failure-words.ts'
import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Job } from '../../wire.ts'
import { setupWords as words } from './setup-words.ts'

export type Preflight = Schemas['InstallPreflight']
export type Check = Schemas['PreflightCheck']
export type Method = Preflight['method']
export type ReleaseChannel = Schemas['ReleaseChannel']
export type Channel = ReleaseChannel['channel']
export type ServiceManagerName = Preflight['service_manager']
type Request = Schemas['InstallLocalRequest']

/** What a person chose; what is left out, the agent chooses. */
export interface Wishes {
  method?: Method
  channel: Channel
  /** Exactly this one, in the place of the newest of the channel. */
  version?: string
  port?: number
  /** Of the method docker. */
  image?: string
  service_manager?: ServiceManagerName
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
export function installRequest(
  { method, channel, version, port }: Preflight,
  { image, service_manager }: Pick<Wishes, 'image' | 'service_manager'> = {},
): Request & { channel: Channel } {
  const common = {
    ...{ method, channel: channel.channel, port },
    ...(service_manager !== undefined && { service_manager }),
  }
  // With an image, the image decides which version it is.
  if (method === 'docker') return image === undefined ? common : { ...common, image }
  return version === null ? common : { ...common, version }
}

/** The version that the button may promise; null where the image decides it. */
export function promisedVersion({ method, version }: Preflight): string | null {
  return method === 'docker' ? null : version
}

interface Seen {
  preflight: Preflight | null
  /** The check itself failed. */
  failed: boolean
  /** The install that runs, or ended and was not taken note of yet. */
  job: Job | null
  /** For how many ms the agent has said nothing; null while it speaks. */
  silence?: number | null
}

/** The first sentence, and below it what has been written to the host so far. */
export function judgeSetup({ preflight, failed, job, silence = null }: Seen): StatusSentenceProps {
  const follows = words.written.nothing
  if (job !== null && job.ended_at === null && silence !== null) {
    return { mark: 'unknown', ...words.silent(silenceWords(silence)) }
  }
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

function judgeJob(job: Job): StatusSentenceProps {
  const { status, ended_at, steps, stage, result, error, undo } = job
  const host = hostOf(job)
  if (ended_at === null) {
    const step = steps.find(({ name }) => name === stage)
    const begun = { mark: 'busy', ...(step !== undefined && { follows: `${step.title}.` }) } as const
    if (status === 'cancelling' || undo?.status === 'running') return { ...begun, ...words.goingBack }
    return { ...begun, ...words.installing(host) }
  }
  if (status === 'succeeded') {
    const message = result?.message
    const cause = typeof message === 'string' ? message : words.installed.cause
    return { mark: 'fine', verdict: words.installed.verdict(host), cause }
  }
  const follows = undo?.message ?? words.written.unknown
  if (status === 'cancelled') return { mark: 'info', ...words.cancelled, follows }
  const { verdict, cause } = status === 'interrupted' ? words.interrupted : words.failed
  const whole = status === 'interrupted' || error === null
  return { mark: 'broken', tone: 'bad', verdict, cause: whole ? cause : headline(error.message), follows }
}

/** Where an install over SSH goes; null for this host. */
function hostOf({ kind, title, result }: Job): string | null {
  if (kind !== 'install_ssh') return null
  if (typeof result?.host === 'string') return result.host
  return /^Install MoltBot on (\S+) over SSH\.$/.exec(title)?.[1] ?? words.otherHost
}

const longestHeadline = 100

/** The beginning of a long message, to the first place where it may end. The whole stands below. */
function headline(title: string): string {
  if (title.length <= longestHeadline) return title
  const [begin = title] = title.split(/[.:;]\s/)
  return `${begin}.`
}

/** A port as it was typed; null if it is none. */
export function readPort(text: string): number | null {
  const port = /^\d{4,5}$/.test(text.trim()) ? Number(text) : 0
  return port >= 1024 && port <= 65_535 ? port : null
}

/** The name of an image as it was typed, empty for none; null if it is no name. As the contract has it. */
export function readImage(text: string): string | null {
  return text === '' || (text.length <= 256 && /^[a-z0-9][a-z0-9._/:@-]*$/.test(text)) ? text : null
}
