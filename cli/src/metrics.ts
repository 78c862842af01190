import type { Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { parseDuration } from './duration-option.ts'
import { columns, pairs } from './words/columns.ts'
import { printable } from './words/printable.ts'
import { size } from './words/size.ts'
import { duration } from './words/time.ts'

type Snapshot = Schemas['MetricsSnapshot']
type Series = Schemas['MetricSeries']
type Unit = Series['unit']
type Name = Schemas['MetricName']

interface Range {
  instance?: string
  last: number
}

/** What is shown without being asked for by name, with what people call it. */
const told: readonly [label: string, name: Name, unit: Unit][] = [
  ['CPU of the host', 'cpu_percent', 'percent'],
  ['Memory in use', 'mem_percent', 'percent'],
  ['Disk free', 'disk_free_bytes', 'bytes'],
  ['MoltBot: CPU of a core', 'gateway_cpu_percent', 'percent'],
  ['MoltBot: memory', 'gateway_rss_bytes', 'bytes'],
  ['MoltBot: open files', 'gateway_open_files', 'count'],
  ['MoltBot: event loop delay', 'gateway_event_loop_delay_ms', 'milliseconds'],
  ['MoltBot: answers in', 'gateway_rpc_latency_ms', 'milliseconds'],
  ['State directory', 'state_dir_bytes', 'bytes'],
  ['Log directory', 'log_dir_bytes', 'bytes'],
  ['Restarts in 24 h', 'restart_count_24h', 'count'],
]

/** `moltbot-ops metrics`: what is measured of the host and of MoltBot. */
export function addMetrics(cli: Cli): void {
  const noun = addNoun(cli, 'metrics', 'Read what is measured of the host and of MoltBot', 'show')
  cli
    .verb({
      noun,
      usage: 'show',
      summary: 'Show the last sample',
      example: 'metrics show',
      cannot: 'The measurements could not be read.',
    })
    .option('--instance <id>', 'another MoltBot than the default one')
    .action(async ({ instance }: { instance?: string }, command: Command) => {
      const { client, answer } = await cli.open(command)
      const now = await client.getCurrentMetrics({ query: of(instance) })
      answer(now, () => snapshotText(now))
    })
  cli
    .verb({
      noun,
      usage: 'history <series...>',
      summary: 'Show the least, the mean and the most of a time',
      example: 'metrics history gateway_rss_bytes --last 7d',
      cannot: 'The measurements could not be read.',
    })
    .addOption(new Option('--last <time>', 'how far back').argParser(parseDuration).default(86_400, '1d'))
    .option('--instance <id>', 'another MoltBot than the default one')
    .action(async (series: string[], { instance, last }: Range, command: Command) => {
      const { client, answer } = await cli.open(command)
      const { time } = await client.getHealth()
      const to = Date.parse(time)
      const from = new Date(to - last * 1000).toISOString()
      // The agent knows the names, and says which there are when one is unknown.
      const query = { ...of(instance), series: series as Name[], from, to: new Date(to).toISOString() }
      const history = await client.getMetricsHistory({ query })
      answer(history, () => historyText(history, last * 1000))
    })
  cli
    .verb({
      noun,
      usage: 'forecast',
      summary: 'Say when disk or memory runs out',
      example: 'metrics forecast',
      cannot: 'The forecast could not be read.',
    })
    .option('--instance <id>', 'another MoltBot than the default one')
    .action(async ({ instance }: { instance?: string }, command: Command) => {
      const { client, answer } = await cli.open(command)
      const forecast = await client.getMetricsForecast({ query: of(instance) })
      answer(forecast, () => forecast.items.map(({ statement }) => printable(statement)).join('\n'))
    })
}

const of = (instance: string | undefined) => (instance === undefined ? {} : { instance_id: instance })

function snapshotText(snapshot: Snapshot): string {
  const unknown = new Set(snapshot.unknown ?? [])
  return pairs(
    told.map(([label, name, unit]) => {
      const value = snapshot[name]
      return [label, typeof value === 'number' && !unknown.has(name) ? figure(value, unit) : 'not known']
    }),
  )
}

function historyText({ series, times }: Schemas['MetricsHistory'], span: number): string {
  const rows = series.map(({ name, unit, mean, min, max }) => {
    const known = mean.filter((value) => value !== null)
    const say = (value: number | undefined) => (value === undefined ? '-' : figure(value, unit))
    return [
      name,
      say(least(min)),
      say(known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length),
      say(most(max)),
      `${times.length === 0 ? 0 : Math.round((known.length / times.length) * 100)} %`,
    ]
  })
  const head = `The last ${duration(span)}.`
  const table = columns(
    [
      { head: 'SERIES' },
      { head: 'LEAST', right: true },
      { head: 'MEAN', right: true },
      { head: 'MOST', right: true },
      { head: 'KNOWN', right: true },
    ],
    rows,
  )
  return `${head}\n${table}`
}

function least(values: readonly (number | null)[]): number | undefined {
  return values.reduce<number | undefined>(
    (low, value) => (value === null ? low : Math.min(low ?? value, value)),
    undefined,
  )
}

function most(values: readonly (number | null)[]): number | undefined {
  return values.reduce<number | undefined>(
    (high, value) => (value === null ? high : Math.max(high ?? value, value)),
    undefined,
  )
}

function figure(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return size(value)
    case 'percent':
      return `${round(value)} %`
    case 'seconds':
      return duration(value * 1000)
    case 'milliseconds':
      return `${round(value)} ms`
    default:
      return round(value)
  }
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
