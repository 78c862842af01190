import { type Command, Option } from 'commander'
import type { Cli, GlobalOptions } from './cli.ts'
import { namedStateDir } from './connect/state-dir.ts'
import { parseWhole } from './duration-option.ts'
import { scenarioNames } from './scenario-names.ts'
import { consoleFolder } from './serve-console.ts'
import { productSource } from './serve-product.ts'

interface Options extends GlobalOptions {
  port?: number
  moltbotHome?: string
  simulate?: string | true
  seed?: number
}

/** `moltbot-ops serve`: the agent itself, in this process. */
export function addServe(cli: Cli): void {
  cli
    .verb({
      usage: 'serve',
      summary: 'Run the agent, which watches MoltBot and serves the console',
      example: 'serve --simulate crash-loop --port 7338',
      cannot: 'The agent did not start.',
    })
    .addOption(
      new Option('--port <port>', 'port on 127.0.0.1, 0 for any free one')
        .default(7337)
        .argParser(parseWhole(0, 65_535)),
    )
    .option('--moltbot-home <dir>', 'where MoltBot keeps its state, if not in a usual place')
    .addOption(
      new Option('--simulate [scenario]', 'watch a simulated host instead (healthy without a name)').choices(
        scenarioNames,
      ),
    )
    .option('--seed <number>', 'seed of everything that is random in the simulation', parseWhole(0, 4_294_967_295))
    .action(async (_options: object, command: Command) => {
      const { port, moltbotHome, simulate, seed, stateDir: option } = command.optsWithGlobals<Options>()
      const { env, stderr } = cli.surroundings
      const stateDir = namedStateDir(option, env)
      const consoleDir = await consoleFolder((line) => void stderr.write(`${line}\n`))
      // Late, because the agent takes longer to load than any other verb takes to run.
      const { runAgent } = await import('@moltbot-ops/agent')
      // A watch must not end because its log's reader did.
      cli.surroundings.outliveOutput()
      cli.exitCode = await runAgent({
        ...(port === undefined ? {} : { port }),
        ...(stateDir === undefined ? {} : { stateDir }),
        ...(moltbotHome === undefined ? {} : { moltbotHome }),
        ...(simulate === undefined ? {} : { simulate: simulate === true ? 'healthy' : simulate }),
        ...(seed === undefined ? {} : { seed }),
        ...(consoleDir === null ? {} : { consoleDir }),
        product: productSource(),
        startedAs: cli.surroundings.startedAs,
      })
    })
}
