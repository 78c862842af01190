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
    // Its lines can be kept and searched, and a console that does not start at all is not tried in every journey.
    const result = await runCommand(['playwright', 'test', '--reporter=list', '--max-failures=8'], {
      cwd: join(repositoryRoot, 'e2e'),
      minutes: 15,
      // The test runner asks for colours itself, and Node warns of both on the stream that a journey wants silent.
      env: { NO_COLOR: undefined },
    })
    const skipped = /^\s+\d+ (skipped|did not run)$/m.exec(result.output)?.[0].trim()
    const note = /^\s+[1-9]\d* passed.*$/m.exec(result.output)?.[0].trim()
    if (inCi && skipped) return { ok: false, output: `${result.output}\n${skipped}, which CI does not accept` }
    return { ok: result.ok && note !== undefined, output: result.output, note: note ?? '' }
  },
}
