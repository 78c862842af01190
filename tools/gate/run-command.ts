import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { repositoryRoot } from '../repository.ts'

export type Argv = readonly [program: string, ...args: string[]]

export interface CommandResult {
  ok: boolean
  output: string
}

export interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  minutes?: number
  /** Shows the output while it comes, for long stages that a person watches. */
  echo?: boolean
}

const liveGroups = new Set<number>()

/** The packaged Node and the workspace's tools come first, so that a bare machine's older Node is never picked up. */
function toolEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const PATH = `${repositoryRoot}/node_modules/.bin${delimiter}${process.env.PATH ?? ''}`
  return { ...process.env, PATH, NO_COLOR: '1', ...extra }
}

/** Runs a program in a process group of its own, so that a timeout also ends what it started. */
export function runCommand([program, ...args]: Argv, options: CommandOptions = {}): Promise<CommandResult> {
  const minutes = options.minutes ?? 10
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: toolEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const group = child.pid
    if (group !== undefined) liveGroups.add(group)
    const chunks: Buffer[] = []
    const keep = (chunk: Buffer) => {
      chunks.push(chunk)
      if (options.echo) process.stdout.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)

    let ending = ''
    const timer = setTimeout(() => {
      ending = `\nended: longer than ${minutes} minutes`
      if (group !== undefined) killGroup(group)
    }, minutes * 60_000)
    const finish = (ok: boolean) => {
      clearTimeout(timer)
      if (group !== undefined) liveGroups.delete(group)
      // Some programs colour their output whatever they are told; it is searched and kept as a file.
      const output = stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'))
      resolve({ ok: ok && ending === '', output: output + ending })
    }
    child.once('error', (error) => {
      ending += `\n${program} could not be started: ${error.message}`
      finish(false)
    })
    child.once('exit', (code) => {
      // A daemon left behind can hold the pipes open for ever; what it prints after this is not ours to wait for.
      const drained = setTimeout(() => finish(code === 0), 2_000)
      child.once('close', () => {
        clearTimeout(drained)
        finish(code === 0)
      })
    })
  })
}

/** Ends everything still running when the gate itself is interrupted. */
export function endCommandsOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      for (const group of liveGroups) killGroup(group)
      process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // already gone
  }
}
