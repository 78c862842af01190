import { type Command, Option } from 'commander'
import type { Cli, GlobalOptions } from './cli.ts'
import { Failure } from './failure.ts'

/** `moltbot-ops audit verify FILE`: needs no agent. Exit code 1 for a log that is broken. */
export function addAuditVerify(cli: Cli, noun: Command): void {
  const { stdout } = cli.surroundings
  cli
    .verb({
      noun,
      usage: 'verify <file>',
      summary: 'Verify an export, or an audit directory, without any agent',
      example: 'audit verify audit.jsonl --key SHA256:4Jx0…',
      cannot: 'The log could not be verified.',
    })
    .addOption(
      new Option(
        '--key <fingerprint>',
        'fingerprint of the key that must have signed it; without it nothing ties it to your agent',
      ),
    )
    .addOption(
      new Option('--checkpoint <file>', 'checkpoints that you kept elsewhere; the log must still agree with them'),
    )
    .action(async (path: string, options: { key?: string; checkpoint?: string }, command: Command) => {
      const { key, checkpoint } = options
      const json = command.optsWithGlobals<GlobalOptions>().json === true
      // Late: it brings all of cryptography, which no other verb needs.
      const { CannotVerify, verifyAndTell } = await import('./audit-verify/verify-and-tell.ts')
      try {
        cli.exitCode = await verifyAndTell({ path, key, checkpoint, json }, (text) => stdout.write(text))
      } catch (error) {
        if (error instanceof CannotVerify) throw new Failure('failed', error.message, error)
        throw error
      }
    })
}
