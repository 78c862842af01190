import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inCi, repositoryRoot } from '../repository.ts'
import { closingTable, consoleReporter } from './report.ts'
import { endCommandsOnSignal } from './run-command.ts'
import { runStages } from './run-stages.ts'
import { commandStage, type Stage } from './stage.ts'
import { gateStages, jobs } from './stages.ts'

const preparation = commandStage('system packages', ['node', 'tools/test-prepare.ts'], { cheap: true })

/** The one gate behind `npm test` and `npm run check`; only the first may install system packages. */
export async function runGate({ prepare }: { prepare: boolean }): Promise<void> {
  endCommandsOnSignal()
  const stages = chosenStages()
  const needsBrowser = stages.some(({ name }) => name === 'journeys')
  const results = await runStages({
    stages: prepare && needsBrowser ? [preparation, ...stages] : stages,
    ci: inCi,
    now: () => performance.now(),
    reporter: consoleReporter(join(repositoryRoot, 'test-results')),
  })
  console.log(closingTable(results))
  // "Not run" without a red stage is only possible outside CI, where it is said in its line.
  process.exitCode = results.some((result) => result.verdict === 'failed') ? 1 : 0
}

/** `--job NAME` runs one share of the gate; without it, all of it runs. */
function chosenStages(): readonly Stage[] {
  const { values } = parseArgs({ options: { job: { type: 'string' } } })
  if (values.job === undefined) return gateStages
  const stages = jobs[values.job]
  if (!stages) throw new Error(`no job ${values.job}; there are ${Object.keys(jobs).join(', ')}`)
  return stages
}
