import type { Programs } from '../../../effects.ts'
import type { RunProcess } from './run-process.ts'

interface ProgramsDeps {
  run: RunProcess
  find: Programs['find']
}

/** Programs whose output is text in UTF-8. */
export function createPrograms({ run, find }: ProgramsDeps): Programs {
  return {
    find,
    async run(file, args, options) {
      const { stdout, stderr, ...how } = await run(file, args, options)
      return { ...how, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') }
    },
  }
}
