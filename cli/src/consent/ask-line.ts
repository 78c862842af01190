import { StringDecoder } from 'node:string_decoder'
import { Failure, Interrupted } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'

const longest = 256

/**
 * Asks for one line on the terminal. The question goes to stderr, so that stdout stays the answer.
 * @throws Failure where there is no terminal · Interrupted on Ctrl-C and Ctrl-D
 */
export async function askLine(
  { stdin, stderr, untilStopped }: Pick<Surroundings, 'stdin' | 'stderr' | 'untilStopped'>,
  question: string,
): Promise<string> {
  demandTerminal({ stdin })
  const answered = new AbortController()
  const stopped = untilStopped(answered.signal)
  // Nothing else ends the wait for a line; whoever is asked next has gone with Ctrl-C.
  const stop = () => void stdin.destroy()
  stopped.addEventListener('abort', stop)
  stderr.write(question)
  const decoder = new StringDecoder('utf8')
  let typed = ''
  try {
    // As askSecret reads: whoever else reads a terminal keeps it, and then the next question is never answered.
    for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
      typed += typeof chunk === 'string' ? chunk : decoder.write(chunk)
      const [line, ...rest] = typed.split(/\r?\n/)
      if (rest.length > 0 || typed.length > longest) return (line ?? '').slice(0, longest).trim()
    }
    throw new Interrupted()
  } catch (error) {
    throw stopped.aborted ? new Interrupted() : error
  } finally {
    answered.abort()
    stopped.removeEventListener('abort', stop)
    if (stopped.aborted) stderr.write('\n')
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
