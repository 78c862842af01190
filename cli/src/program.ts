import { type Cli, createCli } from './cli.ts'
import type { Surroundings } from './surroundings.ts'
import { version } from './version.ts'

/** Nouns, and verbs without one, under a heading of the help. */
export type VerbGroup = [heading: string, nouns: ((cli: Cli) => void)[]]

/**
 * The tree of commands that a command line needs: for `serve` that verb alone, since an agent that starts has no use for
 * all the others, and else the whole. Nothing is written to the real process: help and errors go where the surroundings
 * say.
 */
export async function createProgram(surroundings: Surroundings, argv: readonly string[]): Promise<Cli> {
  const wantsJson = argv.includes('--json')
  const groups = argv[0] === 'serve' ? await serveAlone() : (await import('./all-verbs.ts')).allVerbs
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

async function serveAlone(): Promise<VerbGroup[]> {
  return [['Run:', [(await import('./serve.ts')).addServe]]]
}
