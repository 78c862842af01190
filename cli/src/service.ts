import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { OwnManager, OwnServicePlan, OwnServiceState } from '../../agent/src/own-service/own-manager.ts'
import { addNoun, type Cli, type GlobalOptions } from './cli.ts'
import { stateDirs } from './connect/state-dir.ts'
import { askLine } from './consent/ask-line.ts'
import { parseWhole } from './duration-option.ts'
import { Failure } from './failure.ts'
import { servicePlanText, serviceStateText } from './service-text.ts'
import type { Surroundings } from './surroundings.ts'
import { jsonText } from './words/json-text.ts'
import { paintFor } from './words/paint.ts'

interface Options extends GlobalOptions {
  port: number
  moltbotHome?: string
  yes?: boolean
}

const program = fileURLToPath(new URL('../bin/moltbot-ops.js', import.meta.url))

/** `moltbot-ops service`: keep the agent itself running, with the machine and after a logout. */
export function addService(cli: Cli, open: () => Promise<OwnManager> = openManager): void {
  const { surroundings } = cli
  const noun = addNoun(cli, 'service', 'Keep the agent running as a service of this host', 'install')
  const tell = (state: OwnServiceState, text: string, { json }: GlobalOptions) =>
    void surroundings.stdout.write(`${json === true ? jsonText(state, 2) : text}\n`)
  cli
    .verb({
      noun,
      usage: 'install',
      summary: 'Show what would be set up, ask, then set up and start the service',
      example: 'service install',
      cannot: 'The service was not installed.',
    })
    .option('--port <port>', 'port on 127.0.0.1', parseWhole(1, 65_535), 7337)
    .option('--moltbot-home <dir>', 'where MoltBot keeps its state, if not in a usual place')
    .option('--yes', 'do not ask after showing the plan; only on a terminal')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      demandPerson(surroundings)
      const [stateDir] = stateDirs(options.stateDir, surroundings)
      const wish = {
        port: options.port,
        stateDir,
        moltbotHome: options.moltbotHome === undefined ? null : resolve(options.moltbotHome),
      }
      const manager = await inOurWords(open)
      const plan = await inOurWords(() => manager.planInstall(wish))
      await approve(surroundings, plan, options.yes === true)
      await inOurWords(() => manager.install(plan, wish))
      tell(await manager.state(), `Installed. The agent answers on http://127.0.0.1:${options.port}.`, options)
    })
  cli
    .verb({
      noun,
      usage: 'remove',
      summary: 'Stop the service and take it away; the state directory stays',
      example: 'service remove',
      cannot: 'The service was not removed.',
    })
    .option('--yes', 'do not ask after showing the plan; only on a terminal')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      demandPerson(surroundings)
      const manager = await inOurWords(open)
      const plan = await inOurWords(() => manager.planRemove())
      if (plan === null) return tell(await manager.state(), 'There is no service of the agent here.', options)
      await approve(surroundings, plan, options.yes === true)
      await inOurWords(() => manager.remove(plan))
      tell(await manager.state(), `Removed: ${plan.name}.`, options)
    })
  cli
    .verb({
      noun,
      usage: 'status',
      summary: 'Show whether the agent is a service here, and whether it runs',
      example: 'service status --json',
      cannot: 'The service could not be looked at.',
    })
    .action(async (_options: object, command: Command) => {
      const manager = await inOurWords(open)
      const state = await inOurWords(() => manager.state())
      tell(state, serviceStateText(state), command.optsWithGlobals<GlobalOptions>())
    })
}

/** Late, and from the agent's own folder: there may be no agent yet that could be asked. */
async function openManager(): Promise<OwnManager> {
  const { createOwnMachine } = await import('../../agent/src/own-service/own-machine.ts')
  const { createOwnService } = await import('../../agent/src/own-service/own-service.ts')
  return createOwnService(createOwnMachine(program))
}

async function inOurWords<Result>(work: () => Promise<Result>): Promise<Result> {
  const { OwnServiceError } = await import('../../agent/src/own-service/own-service-error.ts')
  try {
    return await work()
  } catch (error) {
    if (error instanceof OwnServiceError) throw new Failure('failed', error.message, error)
    throw error
  }
}

/** A service outlives whoever set it up, so a script or `--yes` alone cannot. @throws Failure */
function demandPerson({ stdin }: Surroundings): void {
  if (stdin.isTTY === true) return
  throw new Failure('refused', 'This needs a person who reads the plan and approves it on a terminal. Run it in one.')
}

/** @throws Failure when the answer is no */
async function approve(surroundings: Surroundings, plan: OwnServicePlan, yes: boolean): Promise<void> {
  const { stderr, env } = surroundings
  stderr.write(`${servicePlanText(plan, paintFor(stderr, env))}\n\n`)
  if (yes) return
  const answer = await askLine(surroundings, 'Approve this plan? Type yes: ')
  if (answer.toLowerCase() !== 'yes') throw new Failure('refused', 'Not approved. Nothing was changed.')
}
