import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

/**
 * A program in MoltBot's place, for tests of service managers: it is copied into a state directory and run there by Node
 * alone. What it does stands in `behaviour.json` and what happened in `events.jsonl` of its first argument.
 */
export interface Behaviour {
  /** Ends with this code, at once or after `exitAfterMs`. */
  exitCode?: number
  exitAfterMs?: number
  /** Says `ready` this late. */
  slowMs?: number
  ignoresTerm?: boolean
  /** Starts a child that would outlive it. */
  hasChild?: boolean
  /** Answers `/healthz` here, on loopback unless an address is named. */
  port?: number
  address?: string
}

export interface StandInEvent {
  kind: 'started' | 'ready' | 'term'
  pid: number
  child?: number
  environment?: Record<string, string | undefined>
  args?: string[]
  folder?: string
}

if (import.meta.main) {
  const [stateDir = '.', ...args] = process.argv.slice(2)
  const behaviour: Behaviour = JSON.parse(readFileSync(join(stateDir, 'behaviour.json'), 'utf8'))
  const tell = (event: Omit<StandInEvent, 'pid'>) =>
    appendFileSync(join(stateDir, 'events.jsonl'), `${JSON.stringify({ ...event, pid: process.pid })}\n`)
  const forever = 'setInterval(() => undefined, 1000)'
  const child = behaviour.hasChild ? spawn(process.execPath, ['-e', forever], { stdio: 'ignore' }).pid : undefined
  process.on('SIGTERM', () => {
    tell({ kind: 'term' })
    if (!behaviour.ignoresTerm) process.exit(0)
  })
  const about = { environment: process.env, args, folder: process.cwd() }
  tell({ kind: 'started', ...about, ...(child === undefined ? {} : { child }) })
  process.stdout.write('the stand-in started\n')
  if (behaviour.exitCode !== undefined) setTimeout(() => process.exit(behaviour.exitCode), behaviour.exitAfterMs ?? 0)
  setTimeout(() => tell({ kind: 'ready' }), behaviour.slowMs ?? 0)
  if (behaviour.port === undefined) setInterval(() => undefined, 1000)
  else {
    const answer = JSON.stringify({ ok: true, status: 'live' })
    createServer((_request, response) => response.setHeader('content-type', 'application/json').end(answer)).listen(
      behaviour.port,
      behaviour.address ?? '127.0.0.1',
    )
  }
}
