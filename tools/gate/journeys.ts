import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inCi, repositoryRoot } from '../repository.ts'
import { runCommand } from './run-command.ts'
import type { Stage } from './stage.ts'

const browser = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** What a person does, in a real browser, against the real agent on the simulated host. */
export const journeys: Stage = {
  name: 'journeys',
  cheap: false,
  needs: ['console'],
  async run() {
    if (!existsSync(browser)) {
      return { ok: false, output: '', cannotRun: `${browser} is missing: run \`npm run test:prepare\` as root` }
    }
    // Without colours and cursor movements its lines can be kept and searched.
    const result = await runCommand(['playwright', 'test', '--reporter=list'], {
      cwd: join(repositoryRoot, 'e2e'),
      minutes: 15,
    })
    const skipped = /^\s+\d+ (skipped|did not run)$/m.exec(result.output)?.[0].trim()
    const note = /^\s+[1-9]\d* passed.*$/m.exec(result.output)?.[0].trim()
    if (inCi && skipped) return { ok: false, output: `${result.output}\n${skipped}, which CI does not accept` }
    return { ok: result.ok && note !== undefined, output: result.output, note: note ?? '' }
  },
}
