import { spawn } from 'node:child_process'
import type { Owner, ServiceDefinition } from '../../../../effects.ts'
import { HostError, type Processes } from '../../../../host.ts'

export interface End {
  /** Null when a signal ended it, or when nobody could see how it ended. */
  code: number | null
  signal: string | null
}

/** A process that waits for its identity to be written down before it becomes the program. */
export interface WaitingProcess {
  pid: number
  startTicks: number
  /** Lets it become the program. */
  release(): void
  /** Ends it before it did anything. */
  discard(): void
  readonly ended: Promise<End>
}

export interface LaunchDeps {
  processes: Processes
  self: Owner
  /** Path of util-linux' setpriv; null where there is none. */
  setpriv: string | null
}

/**
 * Nothing runs before its name is on disk: the shell reads one word from the agent, and an agent that dies before saying
 * it closes the pipe, which ends the shell. It then becomes the program, so that number and start stay the same. It opens
 * the log and enters the folder with the rights of the owner, so that a symlink there leads nobody else anywhere.
 */
const script = [
  'read -r word && [ "$word" = go ] || exit 1',
  'umask 077',
  'log=$1 && cd "$2" && shift 2 || exit 1',
  // The program gets what the definition says, and nothing of the shell's own.
  'unset PWD OLDPWD SHLVL _',
  'exec "$@" </dev/null >>"$log" 2>&1',
].join('\n')

/** @throws HostError denied, failed */
export async function launch(
  { processes, self, setpriv }: LaunchDeps,
  { owner, command, environment, workingDirectory }: ServiceDefinition,
  logFile: string,
): Promise<WaitingProcess> {
  const asOwner = owner.uid === self.uid
  if (!asOwner && self.uid !== 0) throw new HostError('denied', `Only root may run a service as ${owner.name}.`)
  // What it starts can then not become root through a program that is allowed to.
  const plain = setpriv === null ? [] : [setpriv, '--no-new-privs', '--']
  const args = ['-c', script, 'sh', logFile, workingDirectory, ...plain, ...command]
  const child = spawn('/bin/sh', args, {
    // A session of its own: neither the agent's end nor a terminal's reaches it.
    detached: true,
    cwd: '/',
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...(asOwner ? {} : { uid: owner.uid, gid: owner.gid }),
  })
  const ended = new Promise<End>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const refused = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new HostError('failed', `A shell could not be started: ${error.message}`)))
  })
  refused.catch(() => undefined)
  // Its end closes the pipe; whoever waits for the end is told of that.
  child.stdin.on('error', () => undefined)
  const { pid } = child
  if (pid === undefined) return refused
  const facts = await processes.facts(pid)
  if (facts === null) {
    child.kill('SIGKILL')
    throw new HostError('failed', 'The new process ended before it began.')
  }
  child.unref()
  return {
    pid,
    startTicks: facts.startTicks,
    release: () => void child.stdin.end('go\n'),
    discard: () => void child.stdin.destroy(),
    ended,
  }
}
