import { open } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { verifyFile } from '../../agent/src/features/audit/verify/verify-export.ts'
import type { Cli, GlobalOptions } from './cli.ts'
import { Failure } from './failure.ts'
import { printable } from './words/printable.ts'

/** `moltbot-ops audit verify FILE`: needs no agent. Exit code 1 for a log that is broken. */
export function addAuditVerify(cli: Cli, noun: Command): void {
  const { stdout } = cli.surroundings
  cli
    .verb({
      noun,
      usage: 'verify <file>',
      summary: 'Verify an export without any agent',
      example: 'audit verify audit.jsonl --key SHA256:4Jx0…',
      cannot: 'The file could not be verified.',
    })
    .addOption(
      new Option(
        '--key <fingerprint>',
        'fingerprint of the key that must have signed it; without it nothing ties it to your agent',
      ),
    )
    .action(async (path: string, { key }: { key?: string }, command: Command) => {
      const file = await open(path).catch((error: NodeJS.ErrnoException) => {
        throw new Failure('failed', `${path} cannot be read (${error.code}).`, error)
      })
      try {
        const result = await verifyFile(file, { key })
        const problems = result.problems.map(
          ({ message, seq }) => `  ${seq === null ? '' : `entry ${seq}: `}${printable(message)}`,
        )
        const json = command.optsWithGlobals<GlobalOptions>().json === true
        stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${[result.message, ...problems].join('\n')}\n`)
        if (result.verdict === 'broken') cli.exitCode = 1
      } finally {
        await file.close()
      }
    })
}
