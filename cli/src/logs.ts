import type { LogEvent, RequestOf, Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import { addNoun, type Cli, type Session } from './cli.ts'
import { parseWhole } from './duration-option.ts'
import { columns } from './words/columns.ts'
import { jsonText } from './words/json-text.ts'
import { printable } from './words/printable.ts'
import { size } from './words/size.ts'

type LogEntry = Schemas['LogEntry']
type Level = Schemas['LogLevel']

interface Wanted {
  instance?: string
  source?: string[]
  level?: Level
}

const levels: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** `moltbot-ops logs`: what MoltBot writes, with everything secret or personal hidden. */
export function addLogs(cli: Cli): void {
  const noun = addNoun(cli, 'logs', 'Read what MoltBot writes, without its secrets', 'tail -f')
  narrowed(
    cli.verb({
      noun,
      usage: 'tail',
      summary: 'Print the newest lines, and with -f what comes after them',
      example: 'logs tail -f --level warn',
      cannot: 'The log could not be read.',
    }),
  )
    .option('-n, --lines <count>', 'how many lines', parseWhole(10, 5000), 200)
    .option('-f, --follow', 'go on with each line as it is written')
    .action(async ({ lines, follow, ...wanted }: Wanted & { lines: number; follow?: true }, command: Command) => {
      const session = await cli.open(command)
      const tail = await session.client.tailLogs({ query: { ...queryOf(wanted), lines } })
      if (!follow) {
        session.answer(tail, () => (tail.entries ?? []).map(lineText).join('\n') || 'Nothing is written yet.')
        return
      }
      for (const entry of tail.entries ?? []) await print(session, { event: 'line', data: entry }, lineText(entry))
      await goOn(session, queryOf(wanted), tail.cursor ?? undefined)
    })
  narrowed(
    cli.verb({
      noun,
      usage: 'search <text>',
      summary: 'Print the lines that hold a text, rotated files included',
      example: 'logs search "unrecognized key"',
      cannot: 'The log could not be searched.',
    }),
  )
    .option('-n, --lines <count>', 'how many lines at most', parseWhole(1, 200), 50)
    .action(async (text: string, { lines, ...wanted }: Wanted & { lines: number }, command: Command) => {
      const { client, answer, note } = await cli.open(command)
      const query = { ...queryOf(wanted), q: text, limit: lines }
      const found = await client.searchLogs({ query, timeoutMs: 60_000 })
      // As in a log: the newest line is the last one.
      answer(found, () => found.items.map(lineText).toReversed().join('\n') || 'No line holds this text.')
      if (found.next_cursor !== null) note('There may be more, further back. Ask for more lines, or narrow the search.')
    })
  cli
    .verb({
      noun,
      usage: 'sources',
      summary: 'List where lines come from, and what cannot be read and why',
      example: 'logs sources',
      cannot: 'The sources could not be listed.',
    })
    .option('--instance <id>', 'another MoltBot than the default one')
    .action(async ({ instance }: Wanted, command: Command) => {
      const { client, answer } = await cli.open(command)
      const list = await client.listLogSources({ query: instance === undefined ? {} : { instance_id: instance } })
      answer(list, () => sourcesText(list.items))
    })
}

function narrowed(command: Command): Command {
  return command
    .option('--instance <id>', 'another MoltBot than the default one')
    .option('--source <id>', 'only this source (may be given again)', (id: string, before: string[] = []) => [
      ...before,
      id,
    ])
    .addOption(new Option('--level <level>', 'only this level and more severe ones').choices(levels))
}

function queryOf({ instance, source, level }: Wanted): NonNullable<RequestOf<'streamLogs'>['query']> {
  return {
    ...(instance === undefined ? {} : { instance_id: instance }),
    ...(source === undefined ? {} : { source }),
    ...(level === undefined ? {} : { level }),
  }
}

async function goOn(session: Session, query: ReturnType<typeof queryOf>, cursor: string | undefined): Promise<void> {
  await session.client.followLogLines(query, {
    signal: session.surroundings.untilStopped(),
    lastEventId: cursor,
    onEvent: async (event) => {
      if (event.event === 'line') await print(session, event, lineText(event.data))
      else if (!event.data.available) session.note(`${event.data.title} cannot be read now. ${event.data.reason ?? ''}`)
    },
    onGap: async (gap) => {
      const count = gap.missed === null ? 'Lines are' : gap.missed === 1 ? 'One line is' : `${gap.missed} lines are`
      await print(session, { event: 'gap', data: gap }, `-- ${count} missing here. ${printable(gap.message ?? '')}`)
    },
    onConnection: (state) => {
      if (state.state === 'waiting')
        session.note(`${state.error.message} Trying again in ${Math.ceil(state.retryInMs / 1000)} s.`)
    },
  })
}

/** Waits for a slow terminal or pipe, so that nothing piles up here. */
function print({ json, surroundings }: Session, value: Pick<LogEvent, 'event' | 'data'> | object, text: string) {
  return new Promise<void>((resolve) => {
    const { stdout } = surroundings
    if (stdout.write(`${json ? jsonText(value, 0) : text}\n`)) resolve()
    else stdout.once('drain', resolve)
  })
}

function lineText({ at, level, subsystem, source, message, truncated }: LogEntry): string {
  const rest = truncated ? ' … (its end is left out)' : ''
  return `${at ?? '-'} ${level.padEnd(5)} ${printable(`${subsystem ?? source}: ${message}`)}${rest}`
}

function sourcesText(sources: readonly Schemas['LogSource'][]): string {
  if (sources.length === 0) return 'There is no log to read.'
  return columns(
    [{ head: 'ID' }, { head: 'TITLE' }, { head: 'SIZE', right: true }, { head: 'STATE' }],
    sources.map(({ id, title, size_bytes: bytes, available, reason }) => [
      id,
      printable(title),
      bytes === null ? '-' : size(bytes),
      available ? 'can be read' : printable(reason ?? 'cannot be read'),
    ]),
  )
}
