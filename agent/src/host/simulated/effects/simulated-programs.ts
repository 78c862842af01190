import type { ProgramOptions, ProgramResult, Programs } from '../../effects.ts'
import { HostError } from '../../host.ts'
import type { Machine } from '../machine/machine.ts'
import type { Acts } from './acts.ts'
import { runMoltbotCommand } from './moltbot-command.ts'

const keptBytes = 1_048_576

/**
 * The programs that the simulated machine has: MoltBot's own command line, run by its Node. What it answers it answers at
 * once, because the clock may stand still while somebody waits.
 */
export function createSimulatedPrograms(present: () => Machine, acts: Acts): Programs {
  return {
    run: (file, args, options) =>
      acts.ask(() => {
        const { disk } = present()
        if (options.signal?.aborted) throw new HostError('failed', 'The program was given up.', options.signal.reason)
        const program = disk.resolve(file)
        if (program === null) throw new HostError('failed', `spawn ${file} ENOENT`)
        if (disk.kind(disk.resolve(options.cwd) ?? '') !== 'directory')
          throw new HostError('failed', `spawn ${file} ENOENT: there is no folder ${options.cwd}`)
        const [script = ''] = args
        const entry = disk.resolve(script)
        const words = program.endsWith('/openclaw.mjs') ? args : args.slice(1)
        const result =
          program.endsWith('/openclaw.mjs') || entry?.endsWith('/openclaw.mjs')
            ? runMoltbotCommand(disk, entry ?? program, words, options.env)
            : null
        if (result === null)
          throw new HostError('failed', `${[file, ...args].join(' ')} is not on the simulated machine`)
        return told(result, options)
      }),
    find: (name) => acts.ask(() => present().disk.resolve(`/usr/bin/${name}`)),
  }
}

function told(result: ProgramResult, { maxOutputBytes = keptBytes, onLine }: ProgramOptions): ProgramResult {
  for (const stream of ['stdout', 'stderr'] as const)
    for (const line of result[stream].split('\n').filter(Boolean)) onLine?.(stream, line)
  const end = (text: string) => Buffer.from(text).subarray(-maxOutputBytes).toString('utf8')
  return { ...result, stdout: end(result.stdout), stderr: end(result.stderr) }
}
