import type { Command } from 'commander'
import type { Cli } from './cli.ts'
import { statusText } from './words/status-text.ts'

/** `moltbot-ops status`: how MoltBot is, and why. */
export function addStatus(cli: Cli): void {
  cli
    .verb({
      usage: 'status',
      summary: 'Say how MoltBot is, and why',
      example: 'status --json',
      cannot: 'The status could not be read.',
    })
    .option('--instance <id>', 'another MoltBot than the default one')
    .action(async ({ instance }: { instance?: string }, command: Command) => {
      const { client, answer, paint, surroundings } = await cli.open(command)
      // The agent's clock made the times, and in a simulation it is not ours.
      const [status, { time }] = await Promise.all([
        client.getMoltbotStatus({ query: { instance_id: instance } }),
        client.getHealth(),
      ])
      const reader = { now: Date.parse(time), timeZone: surroundings.timeZone }
      answer(status, () => statusText(status, reader, paint))
    })
}
