import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cli = join(root, 'cli/bin/moltbot-ops.js')

export interface AgentProcess {
  origin: string
  stateDir: string
  /** Everything that the agent wrote to standard error: its log. */
  log(): string
  /** Calls the API on the host's own socket, as the command line does, without starting a process for it. */
  host<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
  /** Runs a verb of the command line against this agent and returns what it printed. */
  cli(...words: string[]): Promise<string>
  /** A one-time link for the console. */
  link(): Promise<string>
  /** Ends the process with a signal and waits until it has gone. */
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** Starts it again on the same state directory and port. */
  restart(): Promise<void>
  /** Ends it and deletes its state directory. */
  remove(): Promise<void>
}

/** Starts `moltbot-ops serve` with a state directory of its own and waits until it listens. */
export async function startAgent(options: string[]): Promise<AgentProcess> {
  const stateDir = await mkdtemp(join(tmpdir(), 'moltbot-ops-journey-'))
  let port = '0'
  let child: ChildProcess
  let origin = ''
  let log = ''

  async function start(): Promise<void> {
    const args = [cli, 'serve', '--port', port, '--state-dir', stateDir, ...options]
    child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr?.on('data', (data) => {
      log += data
    })
    origin = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stdout?.on('data', (data) => {
        said += data
        const address = /listens on (http:\S+)/.exec(said)?.[1]
        if (address) resolve(address)
      })
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}${log}`)))
    })
    // It listens before its file is written; the file is what the command line needs.
    await untilAgentFile(join(stateDir, 'agent.json'), child.pid)
    port = new URL(origin).port
  }

  function runCli(...words: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [cli, ...words, '--state-dir', stateDir], { cwd: root }, (error, stdout, stderr) => {
        if (error) reject(new Error(`${words.join(' ')}: ${stderr || error.message}`))
        else resolve(stdout.trim())
      })
    })
  }

  function host<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' }
      const ask = request({ socketPath: join(stateDir, 'agent.sock'), method, path, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => {
          if ((answer.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${text}`))
          else resolve(JSON.parse(text) as Answer)
        })
      })
      ask.on('error', reject)
      ask.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  function end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code))
      child.kill(signal)
    })
  }

  await start()
  return {
    get origin() {
      return origin
    },
    stateDir,
    log: () => log,
    cli: runCli,
    host,
    link: async () => (await host<{ url: string }>('POST', '/pair/links')).url,
    end,
    restart: start,
    async remove() {
      await end()
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

async function untilAgentFile(path: string, pid: number | undefined): Promise<void> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '{}')
    if ((JSON.parse(text) as { pid?: number }).pid === pid) return
    await new Promise((done) => setImmediate(done))
  }
}
