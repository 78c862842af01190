import { addApprovals } from './approvals.ts'
import { addAudit } from './audit.ts'
import { addCapabilities } from './capabilities.ts'
import { type Cli, createCli } from './cli.ts'
import { addCompletion } from './completion.ts'
import { addConfig } from './config.ts'
import { addDevices } from './devices.ts'
import { addEvents } from './events.ts'
import { addInfo } from './info.ts'
import { addInstall } from './install.ts'
import { addInstances } from './instances.ts'
import { addJobs } from './jobs.ts'
import { addOpen } from './open.ts'
import { addOps } from './ops.ts'
import { addPair } from './pair.ts'
import { addPassphrase } from './passphrase.ts'
import { addRedact } from './redact.ts'
import { addServe } from './serve.ts'
import { addService } from './service.ts'
import { addSimulation } from './simulation.ts'
import { addStatus } from './status.ts'
import type { Surroundings } from './surroundings.ts'
import { addToken } from './token.ts'
import { addVersion, version } from './version.ts'

const groups: [heading: string, nouns: ((cli: Cli) => void)[]][] = [
  ['Run:', [addServe, addService, addOpen]],
  ['Look:', [addStatus, addEvents, addAudit, addInstances, addInfo, addCapabilities]],
  ['Change:', [addInstall, addConfig, addOps, addApprovals, addJobs]],
  ['Decide who may do what:', [addPair, addDevices, addToken, addPassphrase]],
  ['Tools:', [addRedact, addSimulation, addCompletion, addVersion]],
]

/** The whole tree of commands. Nothing is written to the real process: help and errors go where the surroundings say. */
export function createProgram(surroundings: Surroundings, wantsJson: boolean): Cli {
  const cli = createCli(surroundings)
  const { stdout, stderr } = surroundings
  const width = () => Math.min(stdout.columns ?? 100, 120)
  cli.program
    .description('Watches a self-hosted MoltBot (the program OpenClaw) from outside, and says how it is and why.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .option('--json', 'print the answer as JSON, as the API gives it, and errors as JSON on stderr')
    .option(
      '--state-dir <dir>',
      'state directory of the agent on this host (MOLTBOT_OPS_STATE_DIR; else /var/lib/moltbot-ops for root, ~/.local/state/moltbot-ops for others)',
    )
    .option('--agent <url>', 'address of a remote agent; needs a token')
    .option('--token <token>', 'token for --agent (better in MOLTBOT_OPS_TOKEN)')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 usage, 3 refused, 4 agent not reachable.')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void (wantsJson || stderr.write(text)),
      // Said once, in our own form, when the error arrives in run.ts.
      outputError: () => undefined,
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
  for (const [heading, nouns] of groups) {
    cli.program.commandsGroup(heading)
    for (const add of nouns) add(cli)
  }
  return cli
}
