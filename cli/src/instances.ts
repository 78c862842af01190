import type { Client, Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { columns } from './words/columns.ts'
import { printable } from './words/printable.ts'
import { ago } from './words/time.ts'
import { stateWords } from './words/verdict.ts'

type Change = Parameters<Client['updateInstance']>[0]['body']

/** `moltbot-ops instances`: the gateways that were found on this host. */
export function addInstances(cli: Cli): void {
  const noun = addNoun(cli, 'instances', 'List the MoltBots on this host, name them, choose the default one', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List the MoltBots on this host',
      example: 'instances list',
      cannot: 'The instances could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const [list, { time }] = await Promise.all([client.listInstances(), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time)))
    })
  const update = async (id: string, body: Change, command: Command) => {
    const { client, answer } = await cli.open(command)
    const instance = await client.updateInstance({ path: { id }, body })
    const standing = instance.is_default ? ', and it is the default one' : ''
    answer(instance, () => `${printable(instance.id)} is “${printable(instance.label)}”${standing}.`)
  }
  cli
    .verb({
      noun,
      usage: 'rename <id> <label>',
      summary: 'Give an instance another name',
      example: 'instances rename in_5fQ2 "Home"',
      cannot: 'The instance was not renamed.',
    })
    .action((id: string, label: string, _options: object, command: Command) => update(id, { label }, command))
  cli
    .verb({
      noun,
      usage: 'default <id>',
      summary: 'Make an instance the one that is meant when none is named',
      example: 'instances default in_5fQ2',
      cannot: 'The default instance was not changed.',
    })
    .action((id: string, _options: object, command: Command) => update(id, { is_default: true }, command))
}

function listText(instances: Schemas['Instance'][], now: number): string {
  if (instances.length === 0)
    return 'There is no MoltBot on this host yet. It shows here by itself once it is installed.'
  return columns(
    [
      { head: 'ID' },
      { head: 'NAME' },
      { head: 'STATE' },
      { head: 'PORT', right: true },
      { head: 'SEEN' },
      { head: 'STATE DIR' },
    ],
    instances.map((instance) => [
      printable(instance.id),
      `${printable(instance.label)}${instance.is_default ? ' (default)' : ''}`,
      stateWords[instance.state] ?? printable(instance.state),
      instance.port === null ? '' : String(instance.port),
      ago(Date.parse(instance.last_seen_at), now),
      printable(instance.state_dir),
    ]),
  )
}
