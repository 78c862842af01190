import { contractVersion } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import packageFacts from '../package.json' with { type: 'json' }
import type { Cli, GlobalOptions } from './cli.ts'

export const version: string = packageFacts.version

/** `moltbot-ops version`: of this program; the agent's own is in `info`. */
export function addVersion(cli: Cli): void {
  cli
    .verb({
      usage: 'version',
      summary: 'Print the version of this program and of its contract',
      example: 'version --json',
      cannot: 'The version could not be printed.',
    })
    .action((_options: object, command: Command) => {
      const facts = { version, contract_version: contractVersion, node: process.versions.node }
      const text = `moltbot-ops ${version}, contract ${contractVersion}, Node ${facts.node}`
      const { json } = command.optsWithGlobals<GlobalOptions>()
      cli.surroundings.stdout.write(`${json === true ? JSON.stringify(facts, null, 2) : text}\n`)
    })
}
