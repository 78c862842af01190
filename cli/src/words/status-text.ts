import type { Schemas } from '@moltbot-ops/sdk'
import { channelName } from './channel-name.ts'
import { pairs } from './columns.ts'
import { hint } from './hint.ts'
import type { Paint } from './paint.ts'
import { printable } from './printable.ts'
import { size } from './size.ts'
import { ago, duration, latency, since } from './time.ts'
import { ageOf, judge, type Reader, type Verdict } from './verdict.ts'

type Status = Schemas['MoltBotStatus']

/** The whole of `moltbot-ops status`: verdict, cause, age, readings, findings with what to do. */
export function statusText(status: Status, reader: Reader, paint: Paint): string {
  const verdict = judge(status, reader)
  const age = ageOf(status, reader.now)
  const seen = age === null ? 'The agent does not say when it looked.' : `Seen ${ago(reader.now - age, reader.now)}.`
  const head = `${paint(verdict.sentence, verdict.tone)}\n${verdict.cause} ${seen}`
  const readings = readingsOf(status, reader)
  const findings = (status.findings ?? []).map((finding) => findingText(finding, paint))
  if (verdict.state === 'not_installed') return [head, ...findings].join('\n\n')
  // An old observation says what was, so its readings are not shown as what is.
  const stale = verdict.state === 'unknown' && status.state !== 'unknown'
  const shown = stale ? [['Last known', lastKnown(status)] as const] : [...also(status, verdict), ...readings]
  return [head, pairs(shown), ...findings].join('\n\n')
}

/** Every reason counts, not only the one that made it into the sentence. */
function also({ state, reasons }: Status, { cause }: Verdict): Row[] {
  if (state === 'running') return []
  const others = reasons?.map(({ message }) => printable(message)).filter((message) => !cause.includes(message)) ?? []
  return others.map((message) => ['Also', message])
}

type Row = readonly [label: string, value: string]

function readingsOf(status: Status, { now, timeZone }: Reader): Row[] {
  const start = status.last_start_time
  const restarts = status.restart_count_24h ?? 0
  const started = start == null ? '' : `, started ${since(Date.parse(start), now, timeZone)}`
  return [
    ['Gateway', gatewayReading(status)],
    ['Channels', channelsReading(status, now)],
    ['Version', versionReading(status)],
    ['Process', processReading(status)],
    ['Config', configReading(status)],
    ['Restarts', `${restarts === 0 ? 'none' : restarts} in 24 h${started}`],
  ]
}

function gatewayReading({ gateway, running }: Status): string {
  if (gateway == null) return running ? 'unknown' : 'not running'
  const answer = gateway.latency_ms === null ? '' : `, answers in ${latency(gateway.latency_ms)}`
  const failing = gateway.failing.length === 0 ? '' : `, waits for ${gateway.failing.map(printable).join(', ')}`
  const state =
    gateway.ready === true
      ? 'ready'
      : gateway.live === true
        ? 'not ready'
        : gateway.live === null
          ? 'unknown'
          : 'no answer'
  return `${state}${answer}${failing} (${printable(gateway.url)})`
}

function channelsReading({ channels, running, gateway }: Status, now: number): string {
  const configured = channels?.filter((channel) => channel.configured) ?? []
  if (configured.length === 0) return running && gateway?.rpc === 'connected' ? 'none set up' : 'unknown'
  return configured
    .map(({ id, connected, last_inbound_at }) => {
      const state = connected === null ? 'unknown' : connected ? 'connected' : 'not connected'
      const last = last_inbound_at === null ? '' : `, last message ${ago(Date.parse(last_inbound_at), now)}`
      return `${channelName(id)} ${state}${last}`
    })
    .join('; ')
}

function versionReading({ version, install, service_manager }: Status): string {
  const managed = { moltbot_ops: 'managed from here', other: 'managed by its own installer', none: 'managed by nobody' }
  const method = install == null || install.method === 'unknown' ? [] : [install.method]
  const how = install == null ? [] : [...method, managed[install.managed_by]]
  const service = service_manager === 'none' ? 'no service manager' : printable(service_manager)
  return [version == null ? 'unknown' : `OpenClaw ${printable(version)}`, ...how, service].join(', ')
}

function processReading({ process, gateway }: Status): string {
  if (process == null) return 'none seen'
  const user = process.user === null ? '' : ` of ${printable(process.user)}`
  const memory = process.rss_bytes === null ? '' : `, ${size(process.rss_bytes)}`
  const delay = gateway?.event_loop?.delay_p99_ms
  const loop = delay == null ? '' : `, 99 of 100 waits under ${latency(delay)}`
  return `${process.pid}${user}${memory}${loop}`
}

function configReading({ config, config_path }: Status): string {
  const valid = config?.valid ?? null
  const state = valid === null ? 'not checked' : valid ? 'valid' : 'not valid'
  const issues = config?.issues.map((issue) => `\n    ${printable(issue)}`).join('') ?? ''
  return `${state}${config_path == null ? '' : `, ${printable(config_path)}`}${issues}`
}

function lastKnown(status: Status): string {
  const state = status.state === undefined ? 'unknown' : status.state.replaceAll('_', ' ')
  return status.version == null ? state : `${state}, OpenClaw ${printable(status.version)}`
}

const tones = { critical: 'bad', warning: 'warn', info: 'plain' } as const

/** What is worth attention, with its evidence and what a person may run. */
export function findingText(finding: Schemas['Finding'], paint: Paint): string {
  const { severity, title, detail, evidence, fix_action } = finding
  const quotes = evidence.flatMap(({ statement, quote }) => [
    `    ${printable(statement)}`,
    ...(quote == null ? [] : [`      ${printable(quote)}`]),
  ])
  return [
    paint(
      `${severity === 'info' ? 'To know' : severity === 'warning' ? 'Worth a look' : 'Broken'}: ${printable(title)}`,
      tones[severity],
    ),
    ...(detail === undefined ? [] : [`    ${printable(detail)}`]),
    ...quotes,
    ...(fix_action == null ? [] : [`    To do: ${printable(fix_action.title)}`]),
    ...(fix_action?.command == null ? [] : [`      $ ${commandText(fix_action.command)}`]),
  ].join('\n')
}

/** A command of this program is named as it is started here. */
function commandText(command: string): string {
  const own = /^moltbot-ops ([a-z -]+)$/.exec(command)?.[1]
  return own === undefined ? printable(command) : hint(own)
}

/** "3 days" for a span given in seconds. */
export const span = (seconds: number): string => duration(seconds * 1000)
