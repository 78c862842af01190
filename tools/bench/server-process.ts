import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { endGroup, endGroupAtExit } from '../real/processes.ts'

export interface ServerProcess {
  name: string
  url: string
  pid: number
  /** Milliseconds from the spawn to the first answer. */
  startedInMs: number
  stop(): Promise<void>
}

interface StartOptions {
  name: string
  args: string[]
  env?: NodeJS.ProcessEnv
  /** Without a port the program says it, once it listens: `port 1234`. */
  port?: number
  /** The path whose first answer ends the start. */
  probe?: string
  /** Of that answer; 200 without it. */
  status?: number
}

const budgetMs = 30_000

/** Starts a server with this very Node and waits until it answers. */
export async function startServer({
  name,
  args,
  env,
  port,
  probe,
  status = 200,
}: StartOptions): Promise<ServerProcess> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} could not be started`)
  endGroupAtExit(pid)
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
  try {
    const url = `http://127.0.0.1:${port ?? (await saidPort(child))}`
    if (probe !== undefined) await firstAnswer(child, `${url}${probe}`, status)
    return { name, url, pid, startedInMs: performance.now() - began, stop: () => stop(child, pid) }
  } catch (error) {
    endGroup(pid)
    throw new Error(`${name} did not answer:\n${Buffer.concat(printed).toString('utf8')}`, { cause: error })
  }
}

async function saidPort(child: ChildProcess): Promise<number> {
  for await (const chunk of child.stdout ?? []) {
    const [, port] = /^port (\d+)$/m.exec(String(chunk)) ?? []
    if (port) return Number(port)
  }
  throw new Error('it ended without a port')
}

async function firstAnswer(child: ChildProcess, url: string, status: number): Promise<void> {
  const deadline = performance.now() + budgetMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const response = await fetch(url).catch(() => undefined)
    if (response?.status === status) {
      await response.arrayBuffer()
      return
    }
    await pause(1)
  }
  throw new Error(`no answer within ${budgetMs} ms`)
}

async function stop(child: ChildProcess, pid: number): Promise<void> {
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill('SIGTERM')
  await Promise.race([exited, pause(6_000, undefined, { ref: false })])
  endGroup(pid)
}

/** User and system time so far; Linux counts it in hundredths of a second. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
