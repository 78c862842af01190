import { type ChildProcess, spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ProgramOptions } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { codeOf, hostError } from '../../system-error.ts'
import type { ActAs, Launch } from './act-as.ts'
import { collectOutput } from './collect-output.ts'
import { createEnding } from './ending.ts'
import { guardGroup, signalGroup } from './group.ts'

export interface ProcessOptions extends Omit<ProgramOptions, 'stdin'> {
  stdin?: string | Uint8Array
}

export interface ProcessEnd {
  code: number | null
  signal: string | null
  stdout: Buffer
  stderr: Buffer
}

/** Like `Programs.run`, with bytes for input and output. */
export type RunProcess = (file: string, args: readonly string[], options: ProcessOptions) => Promise<ProcessEnd>

/** What left the group may keep the output open for ever. */
const drainMs = 500

export function createRunProcess(actAs: ActAs): RunProcess {
  return async (file, args, options) => {
    if (!isAbsolute(file)) throw new HostError('failed', `${file} is not the path of a program`)
    if (options.signal?.aborted) throw cancelled(file, options.signal)
    let passed: FileHandle | null = null
    try {
      const launch = await actAs(file, args, options.owner, options.env)
      passed = launch.passed === null ? null : await open(launch.passed)
      // Nothing may be awaited between these two: a program that ends at once would end unheard.
      const end = follow(file, start(launch, passed, options), options)
      return proveStarted(file, options.owner.name, await end)
    } catch (error) {
      const place = codeOf(error) === 'ENOENT' ? ` in ${options.cwd}` : ''
      throw hostError(`${file} could not be started${place}`, error)
    } finally {
      await passed?.close()
    }
  }
}

function start({ file, args, uid, gid }: Launch, passed: FileHandle | null, options: ProcessOptions): ChildProcess {
  const { cwd, env, stdin } = options
  return spawn(file, args, {
    cwd,
    env,
    ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', ...(passed ? [passed.fd] : [])],
    detached: true,
  })
}

async function follow(file: string, child: ChildProcess, options: ProcessOptions): Promise<ProcessEnd> {
  const { stdin, timeoutMs, signal } = options
  const ending = createEnding(child.pid)
  const output = collectOutput(child, options, (error) =>
    ending.end(hostError(`The output of ${file} was refused`, error)),
  )
  const exited = exitOf(child)
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const late = () => ending.end(new HostError('timeout', `${file} took longer than ${timeoutMs} ms`))
  const deadline = setTimeout(late, timeoutMs)
  const onAbort = () => ending.end(cancelled(file, signal))
  signal?.addEventListener('abort', onAbort, { once: true })
  const dismissGuard = child.pid === undefined ? () => undefined : guardGroup(child.pid)
  // A program may end without reading what it was given.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin)
  try {
    const how = await Promise.race([exited, ending.gaveUp])
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL')
    await Promise.race([closed, pause(drainMs, undefined, { ref: false })])
    const printed = output.end()
    const reason = ending.reason()
    if (reason) throw reason
    return { ...how, ...printed }
  } finally {
    clearTimeout(deadline)
    ending.settle()
    signal?.removeEventListener('abort', onAbort)
    dismissGuard()
  }
}

function exitOf(child: ChildProcess): Promise<Pick<ProcessEnd, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

function cancelled(file: string, signal: AbortSignal | undefined): HostError {
  return new HostError('failed', `${file} was cancelled`, signal?.reason)
}

/** `setpriv` starts even when the program cannot; it says so with one of these codes and a line of its own. */
function proveStarted(file: string, owner: string, end: ProcessEnd): ProcessEnd {
  const said = end.stderr.toString('utf8', 0, 1000)
  if (![1, 126, 127].includes(end.code ?? 0) || !said.startsWith('setpriv: ')) return end
  if (said.includes('Permission denied')) throw new HostError('denied', `${owner} may not run ${file}`)
  throw new HostError('failed', `${file} could not be started: ${said.split('\n')[0]}`)
}
