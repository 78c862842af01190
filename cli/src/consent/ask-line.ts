import { createInterface } from 'node:readline/promises'
import { Failure, Interrupted } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'

const longest = 256

/**
 * Asks for one line on the terminal. The question goes to stderr, so that stdout stays the answer.
 * @throws Failure where there is no terminal · Interrupted on Ctrl-C and Ctrl-D
 */
export async function askLine(
  { stdin, stderr }: Pick<Surroundings, 'stdin' | 'stderr'>,
  question: string,
): Promise<string> {
  demandTerminal({ stdin })
  const reader = createInterface({ input: stdin, output: stderr, terminal: false })
  try {
    stderr.write(question)
    const line = await new Promise<string | null>((resolve) => {
      reader.once('line', resolve)
      reader.once('close', () => resolve(null))
    })
    if (line === null) throw new Interrupted()
    return line.slice(0, longest).trim()
  } finally {
    reader.close()
    stdin.pause()
  }
}

/** Consent is given by a person: a pipe, a script or `--yes` alone is none. @throws Failure */
export function demandTerminal({ stdin }: Pick<Surroundings, 'stdin'>): void {
  if (stdin.isTTY === true) return
  throw new Failure(
    'refused',
    'This needs a person who reads the plan and approves it on a terminal. Run it in one, or propose it with --propose and approve it in the console.',
  )
}
