import type { Command } from 'commander'
import type { Cli } from './cli.ts'
import { pairs } from './words/columns.ts'
import { printable } from './words/printable.ts'

/** `moltbot-ops capabilities`: what this agent has built, for scripts that must know before they ask. */
export function addCapabilities(cli: Cli): void {
  cli
    .verb({
      usage: 'capabilities',
      summary: 'List what this agent can do',
      example: 'capabilities --json',
      cannot: 'The capabilities could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const found = await client.getCapabilities()
      answer(found, () => {
        const head = printable(`Agent ${found.agent_version} speaks contract ${found.contract_version}`)
        const limits = Object.entries(found.limits).map(([name, value]) => [printable(name), String(value)] as const)
        const operations = found.operations.map((name) => `  ${printable(name)}`).join('\n')
        return `${head}${found.simulated ? ' on a simulated host' : ''}.\n\nOperations\n${operations}\n\nLimits\n${pairs(limits)}`
      })
    })
}
