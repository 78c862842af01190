import type { AgentEvent, Gap } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { addNoun, type Cli, type Session } from './cli.ts'
import { jsonText } from './words/json-text.ts'
import { printable } from './words/printable.ts'
import { clockTime } from './words/time.ts'
import { judge, stateWords } from './words/verdict.ts'

/** `moltbot-ops events`: what changes, as it changes. */
export function addEvents(cli: Cli): void {
  const noun = addNoun(cli, 'events', 'Follow what changes', 'follow')
  cli
    .verb({
      noun,
      usage: 'follow',
      summary: 'Print each change as it comes; with --json one object a line',
      example: 'events follow --json | jq .event',
      cannot: 'The events could not be followed.',
    })
    .option('--since <id>', 'begin after this event')
    .action(async ({ since }: { since?: string }, command: Command) => {
      const session = await cli.open(command)
      await follow(session, since)
    })
}

async function follow({ client, json, note, surroundings }: Session, since: string | undefined): Promise<void> {
  const { stdout } = surroundings
  // Whether it can be reached at all is known now, not after a series of retries.
  const { time } = await client.getHealth()
  const ahead = Date.parse(time) - surroundings.now()
  const print = (value: object, text: () => string) =>
    new Promise<void>((resolve) => {
      if (stdout.write(`${json ? jsonText(value, 0) : text()}\n`)) resolve()
      else stdout.once('drain', resolve)
    })
  const stamp = () => clockTime(surroundings.now() + ahead, surroundings.timeZone)
  const reader = () => ({ now: surroundings.now() + ahead, timeZone: surroundings.timeZone })
  const isNews = createNews()
  await client.followEvents({
    signal: surroundings.untilStopped(),
    lastEventId: since,
    onEvent: async (event) => {
      const text = eventText(event, reader())
      if (json || isNews(event, text)) await print(event, () => `${stamp()}  ${event.event.padEnd(10)}  ${text}`)
    },
    onGap: (gap) => print({ event: 'gap', data: gap }, () => `${stamp()}  gap         ${gapText(gap)}`),
    onConnection: (state) => {
      if (state.state === 'waiting')
        note(`${state.error.message} Trying again in ${Math.ceil(state.retryInMs / 1000)} s.`)
    },
  })
}

/** A status comes with every look at MoltBot. For people it is news when more than a number in it is another. */
function createNews(): (event: AgentEvent, text: string) => boolean {
  const said = new Map<string, string>()
  return (event, text) => {
    if (event.event !== 'status') return true
    const gist = text.replace(/\d+/g, '0')
    const instance = event.data.instance_id ?? ''
    if (said.get(instance) === gist) return false
    said.set(instance, gist)
    return true
  }
}

function eventText(event: AgentEvent, reader: { now: number; timeZone: string }): string {
  switch (event.event) {
    case 'status': {
      const { sentence, cause } = judge(event.data, reader)
      return `${sentence} ${cause}`
    }
    case 'timeline': {
      const { title, detail, by } = event.data.change
      return printable(`${title}${detail === null ? '' : `: ${detail}`} (${by})`)
    }
    case 'instances':
      return event.data.items.map(({ label, state }) => `${printable(label)} ${stateWords[state]}`).join('; ') || 'none'
    case 'pairing':
      return event.data.pending === 0 ? 'nothing waits' : `${event.data.pending} waiting: moltbot-ops pair list`
    case 'devices':
      return `${printable(event.data.changed)} changed`
    case 'job': {
      const { title, status, stage } = event.data
      return printable(`${title} ${status}${stage === null ? '' : ` (${stage})`}`)
    }
    case 'confirmation':
      return printable(`${event.data.summary} ${event.data.status}: moltbot-ops approvals show ${event.data.id}`)
    case 'config':
      return printable(`configuration of ${event.data.instance_id} is now ${event.data.hash.slice(0, 19)}`)
    case 'simulation':
      return printable(`scenario ${event.data.scenario}, clock ${event.data.clock}, ${event.data.now}`)
  }
}

function gapText({ missed, reason }: Gap): string {
  const count = missed === null ? 'An unknown number of events' : missed === 1 ? '1 event' : `${missed} events`
  return `${count} ${reason === 'lost' ? 'did not arrive' : 'could not be read'}.`
}
