import { Problem } from '../../../core/problem.ts'
import { shellWord } from '../../../core/shell-word.ts'
import type { ProgramResult, SshSession } from '../../../host/effects.ts'
import { asProblem } from './open-host.ts'

export interface ScriptOptions {
  timeoutMs: number
  /** As root, through `sudo` where the user is not root. */
  as: 'user' | 'root' | 'root_by_sudo'
  /** Variables that the script finds set. */
  variables?: Record<string, string>
  onLine?(stream: 'stdout' | 'stderr', line: string): void
  signal?: AbortSignal
}

const shells: Record<ScriptOptions['as'], string> = {
  user: 'exec sh -s',
  root: 'exec sh -s',
  root_by_sudo: 'exec sudo -n -H sh -s',
}

/**
 * Runs a POSIX script. It goes through standard input: nothing of it is in the list of processes of the host, and the
 * login shell, whichever it is, reads three words.
 * @throws Problem ssh_unreachable
 */
export function runScript(session: SshSession, script: string, options: ScriptOptions): Promise<ProgramResult> {
  const { as, variables = {}, timeoutMs, onLine, signal } = options
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${shellWord(value)}\n`)
  return asProblem(() =>
    session.run(shells[as], {
      stdin: `LC_ALL=C; export LC_ALL\n${assignments.join('')}${script}\n`,
      timeoutMs,
      maxOutputBytes: 256 * 1024,
      ...(onLine ? { onLine } : {}),
      ...(signal ? { signal } : {}),
    }),
  )
}

/** @throws Problem install_blocked with the last words of a script that failed, ssh_unreachable */
export async function mustRun(
  session: SshSession,
  what: string,
  script: string,
  options: ScriptOptions,
): Promise<ProgramResult> {
  const result = await runScript(session, `set -eu\n${script}`, options)
  if (result.code === 0) return result
  throw new Problem('install_blocked', `${what} failed on the remote host: ${lastWords(result)}`)
}

/**
 * Runs one command with a terminal of its own, for programs that take an approval from a person at a terminal only.
 * @throws Problem install_blocked with its last words when it fails, ssh_unreachable
 */
export async function mustRunOnTerminal(
  session: SshSession,
  what: string,
  words: readonly string[],
  options: Omit<ScriptOptions, 'variables'>,
): Promise<ProgramResult> {
  const { as, timeoutMs, onLine, signal } = options
  const command = words.map(shellWord).join(' ')
  const result = await asProblem(() =>
    session.run(as === 'root_by_sudo' ? `exec sudo -n -H ${command}` : `exec ${command}`, {
      terminal: true,
      timeoutMs,
      maxOutputBytes: 256 * 1024,
      ...(onLine ? { onLine } : {}),
      ...(signal ? { signal } : {}),
    }),
  )
  if (result.code === 0) return result
  throw new Problem('install_blocked', `${what} failed on the remote host: ${lastWords(result)}`)
}

/** The last line that says something, as it may be shown to a person. */
function lastWords({ stderr, stdout, code, signal }: ProgramResult): string {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.replaceAll(/\p{C}/gu, ' ').trim())
  const last = lines.findLast((line) => line !== '')
  return last === undefined ? `it ended with ${signal ?? code} and said nothing.` : last.slice(0, 300)
}
