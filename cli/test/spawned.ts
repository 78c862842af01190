import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../bin/moltbot-ops.js', import.meta.url))

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts the real program, without the variables of the person who runs the tests. */
export function start(argv: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...argv], { env: { PATH: process.env.PATH ?? '', TZ: 'UTC', ...env } })
}

/** Runs the real program to its end. */
export async function moltbotOps(
  argv: readonly string[],
  env: Record<string, string> = {},
  stdin = '',
): Promise<Ended> {
  const child = start(argv, env)
  child.stdin.end(stdin)
  return ended(child)
}

export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const collected = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    collected.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    collected.stderr += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, ...collected }
}

export interface RunningAgent {
  address: string
  stateDir: string
  child: ChildProcessWithoutNullStreams
  /** Ends it and gives back its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** Removes what it left. */
  clear(): Promise<void>
}

/** Starts an agent on the simulated host with a state directory of its own, and waits until it listens. */
export async function startAgent(scenario: string): Promise<RunningAgent> {
  const stateDir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  const child = start(['serve', '--simulate', scenario, '--port', '0', '--state-dir', stateDir])
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const address = await Promise.race([
    listening(child),
    closed.then((code) => Promise.reject(new Error(`serve ended with ${code}: ${errors}`))),
  ])
  return {
    address,
    stateDir,
    child,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return closed
    },
    clear: () => rm(stateDir, { recursive: true, force: true }),
  }
}

async function listening(child: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (address !== undefined) {
      // What comes later must not fill the pipe.
      child.stdout.resume()
      return address
    }
  }
  throw new Error('serve ended before it listened')
}
