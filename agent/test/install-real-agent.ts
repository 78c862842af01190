import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../tools/real/free-port.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** The agent without its console, whose building has nothing to do with an installation. */
const program = `
const { runAgent } = await import(process.argv[1])
process.exitCode = await runAgent({ port: Number(process.argv[2]), stateDir: process.argv[3] })`

export interface RealJob {
  status: string
  stage: string | null
  ended_at: string | null
  error: { code: string; message: string; step: string | null } | null
  undo: { status: string; remains: string[] } | null
  result: { message: string; state_dir: string; next_steps: string[] } | null
  log_tail: { line: string }[]
}

/** The real agent as a process of its own, asked through the socket of its host. */
export async function createRealAgent() {
  const stateDir = mkdtempSync(join(tmpdir(), 'install-real-'))
  const port = await freePort()
  let child: ChildProcess | null = null
  let said = ''

  async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const { socket } = JSON.parse(readFileSync(join(stateDir, 'agent.json'), 'utf8'))
    const asked = request({
      ...{ socketPath: socket, method, path, agent: false },
      headers: { host: '127.0.0.1', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    })
    asked.end(body ? JSON.stringify(body) : undefined)
    const [answer] = await once(asked, 'response')
    return { status: answer.statusCode as number, body: JSON.parse(await text(answer)) }
  }

  return {
    ask,
    stateDir,
    log: () => said,
    async start() {
      rmSync(join(stateDir, 'agent.json'), { force: true })
      const started = spawn(process.execPath, ['--input-type=module', '-e', program, main, String(port), stateDir], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (bytes) => {
          said += String(bytes)
        })
      }
      child = started
      while (!existsSync(join(stateDir, 'agent.json'))) {
        if (started.exitCode !== null) throw new Error(`The agent did not start: ${said}`)
        await pause(20)
      }
    },
    async end(signal: NodeJS.Signals) {
      if (child === null || child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      child = null
    },
    /** Proposes it, approves at the host and calls; gives the id of the job, which may have ended by then. */
    async carryOut(action: string, path: string, params: object): Promise<string> {
      const { body: plan } = await ask('POST', '/confirmations', { action, params, reason: 'A test' })
      const typed = plan.typed_phrase === null ? {} : { typed_phrase: plan.typed_phrase }
      const { body: approved } = await ask('POST', `/confirmations/${plan.id}/approve`, typed)
      const { status, body } = await ask('POST', path, params, {
        'x-confirmation-token': String(approved.confirmation_token),
      })
      if (status !== 202 && status !== 200)
        throw new Error(`${action} was refused: ${JSON.stringify({ plan, approved, body })}`)
      return body.job_id
    },
    /** Asks for the job until it is as wanted, or has ended. */
    async until(id: string, wanted: (job: RealJob) => boolean): Promise<RealJob> {
      for (;;) {
        const { body } = await ask('GET', `/jobs/${id}`)
        if (wanted(body) || body.ended_at !== null) return body
        await pause(50)
      }
    },
    clear: () => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Everything of an installation that is on this machine; empty when there is none. */
export function leftHere(): string[] {
  const places = ['/var/lib/moltbot', '/var/lib/moltbot-programs'].filter((path) => existsSync(path))
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n')
  const account = passwd.filter((line) => line.startsWith('moltbot:'))
  const processes = execFileSync('ps', ['-eo', 'pidns,user:32,pid,args'], { encoding: 'utf8' })
  const here = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  // In a container or a guest the same number is somebody else.
  const running = processes
    .split('\n')
    .filter((line) => new RegExp(`^\\s*${here}\\s+moltbot\\s`).test(line) && !line.includes('<defunct>'))
  return [...places, ...account, ...running]
}
