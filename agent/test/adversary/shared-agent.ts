import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { knock } from './knock.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const commandLine = fileURLToPath(new URL('../../../cli/bin/moltbot-ops.js', import.meta.url))

/** An agent whose own account is that of the MoltBot which it watches, and therefore that of the attacker. */
export interface SharedAgent {
  stateDir: string
  moltbotHome: string
  socket: string
  env: Record<string, string>
  /** The words that start the command line. */
  command: string[]
  port(): number
  log(): string
  end(signal: NodeJS.Signals): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

/** Starts an agent on the real host with a home of its own, in which a MoltBot was configured. */
export async function startSharedAgent(): Promise<SharedAgent> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'adversary-')))
  const [home, stateDir] = [join(folder, 'home'), join(folder, 'agent')]
  mkdirSync(join(home, '.openclaw'), { recursive: true })
  // Without a secret in it, so that a plan for it can be carried out by whoever approves it.
  const config = { gateway: { mode: 'local', port: 28_789, bind: 'loopback', auth: { mode: 'none' } } }
  writeFileSync(join(home, '.openclaw', 'openclaw.json'), JSON.stringify(config), { mode: 0o600 })
  const env = { PATH: process.env.PATH ?? '', HOME: home, NO_COLOR: '1', MOLTBOT_OPS_REQUESTS_PER_SECOND: '10000' }
  let child: ChildProcess
  let log = ''
  let port = 0

  async function start(): Promise<void> {
    const options = JSON.stringify({ port, stateDir, moltbotHome: home })
    // It ends with whoever holds its input, so that a test that is killed leaves no agent.
    const leash = `process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGTERM'));`
    const script = `${leash} const { runAgent } = await import(${JSON.stringify(main)}); process.exitCode = await runAgent(${options})`
    child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'pipe' })
    child.stderr?.on('data', (data) => {
      log += data
    })
    port = await new Promise<number>((resolve, reject) => {
      let said = ''
      child.stdout?.on('data', (data) => {
        said += data
        // The last line of its greeting: from then on everything is there.
        if (said.includes('Open the console')) resolve(Number(/127\.0\.0\.1:(\d+)/.exec(said)?.[1]))
      })
      child.once('exit', (code) => reject(new Error(`the agent ended with ${code}: ${said}${log}`)))
    })
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    return new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  }

  await start()
  return {
    stateDir,
    moltbotHome: home,
    socket: join(stateDir, 'agent.sock'),
    env,
    command: [process.execPath, commandLine, '--state-dir', stateDir],
    port: () => port,
    log: () => log,
    end,
    start,
    async remove() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The link of the first start, before which nobody is asked for a passphrase. */
export async function firstLink({ socket }: SharedAgent): Promise<string> {
  const { body } = await knock({ door: socket, method: 'POST', path: '/pair/links', body: {} })
  return String(body.url)
}
