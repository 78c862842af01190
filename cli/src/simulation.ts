import type { Client, Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { parseDuration, parseWhole } from './duration-option.ts'
import { scenarioNames } from './scenario-names.ts'
import { pairs } from './words/columns.ts'
import { printable } from './words/printable.ts'

type Change = Parameters<Client['updateSimulation']>[0]['body']

/** `moltbot-ops simulation`: the scripted machine behind `serve --simulate`. */
export function addSimulation(cli: Cli): void {
  const noun = addNoun(cli, 'simulation', 'Steer the simulated host of `serve --simulate`', 'show')
  cli
    .verb({
      noun,
      usage: 'show',
      summary: 'Show scenario, seed and clock',
      example: 'simulation show',
      cannot: 'The simulation could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const simulation = await client.getSimulation()
      answer(simulation, () => `${sentence(simulation)}\n\n${pairs(scenarios(simulation))}`)
    })
  const update = async (body: Change, command: Command) => {
    const { client, answer } = await cli.open(command)
    const simulation = await client.updateSimulation({ body })
    answer(simulation, () => sentence(simulation))
  }
  const verb = (usage: string, summary: string, example: string) =>
    cli.verb({ noun, usage, summary, example: `simulation ${example}`, cannot: 'The simulation was not changed.' })

  verb('scenario', 'Put the simulated host into a scenario', 'scenario crash-loop')
    .addArgument(new Argument('<name>').choices(scenarioNames))
    .option('--seed <number>', 'seed of everything that is random in it', parseWhole(0, 4_294_967_295))
    .action((scenario: string, { seed }: { seed?: number }, command: Command) =>
      update({ scenario, ...(seed === undefined ? {} : { seed }) }, command),
    )
  verb('advance', 'Move the simulated clock forward', 'advance 90s')
    .addArgument(new Argument('<duration>', 'such as 90, 15m or 2h').argParser(parseAdvance))
    .action((seconds: number, _options: object, command: Command) => update({ advance_seconds: seconds }, command))
  verb('pause', 'Stop the simulated clock', 'pause').action((_options: object, command: Command) =>
    update({ clock: 'paused' }, command),
  )
  verb('run', 'Let the simulated clock run again', 'run').action((_options: object, command: Command) =>
    update({ clock: 'running' }, command),
  )
}

function parseAdvance(text: string): number {
  const seconds = parseDuration(text)
  if (seconds > 8_640_000) throw new InvalidArgumentError('The clock moves at most 100 days at once.')
  return seconds
}

function sentence({ scenario, seed, clock, now }: Schemas['Simulation']): string {
  return printable(
    `Scenario ${scenario}, seed ${seed}. Its clock ${clock === 'running' ? 'runs' : 'stands'} at ${now}.`,
  )
}

function scenarios(simulation: Schemas['Simulation']): [string, string][] {
  return simulation.scenarios.map(({ name, description }) => [printable(name), printable(description)])
}
