import { join } from 'node:path'
import { inCi, repositoryRoot } from '../repository.ts'
import { closingTable, consoleReporter } from './report.ts'
import { endCommandsOnSignal } from './run-command.ts'
import { runStages } from './run-stages.ts'
import { commandStage } from './stage.ts'
import { gateStages } from './stages.ts'

/** The one gate behind `npm test` and `npm run check`; only the first may install system packages. */
export async function runGate({ prepare }: { prepare: boolean }): Promise<void> {
  endCommandsOnSignal()
  const preparation = commandStage('system packages', ['node', 'tools/test-prepare.ts'], { cheap: true })
  const results = await runStages({
    stages: prepare ? [preparation, ...gateStages] : gateStages,
    ci: inCi,
    now: () => performance.now(),
    reporter: consoleReporter(join(repositoryRoot, 'test-results')),
  })
  console.log(closingTable(results))
  // "Not run" without a red stage is only possible outside CI, where it is said in its line.
  process.exitCode = results.some((result) => result.verdict === 'failed') ? 1 : 0
}
