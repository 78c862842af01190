import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from './free-port.ts'
import { layOutFolder, type MoltbotConfig, type MoltbotFolder } from './moltbot-folder.ts'
import { installMoltbot } from './moltbot-install.ts'
import { type Exit, endGroup, endGroupAtExit, exitOf } from './processes.ts'
import { waitUntilReady } from './ready.ts'

export interface MoltbotOptions {
  version: string
  port?: number
  token?: string
  /** Where HOME, TMPDIR and the state live; a second start on the same folder is a restart. Default: a new temporary one. */
  folder?: string
  /** Default: `state` inside the folder. */
  stateDir?: string
  /** Keys laid over the smallest config that starts; a config file that is there stays unless this is given. */
  config?: MoltbotConfig
  env?: Record<string, string>
  /** Runs it under another account; the caller must be root, and the folder reachable for that account. */
  owner?: { uid: number; gid: number }
  /** False returns once the process runs, for tests of starts that fail or hang. */
  waitForReady?: boolean
}

export interface RealMoltbot extends MoltbotFolder {
  version: string
  pid: number
  port: number
  url: string
  token: string
  /** Everything printed so far, both streams. */
  output(): string
  exited: Promise<Exit>
  /** TERM, then waits for the clean end. */
  stop(): Promise<Exit>
  /** KILL on the gateway alone, as a crash looks. */
  kill9(): Promise<Exit>
  /** Ends whatever is left, children too, and removes the folder if this start made it. */
  dispose(): Promise<void>
}

/** Starts the real MoltBot in the foreground as a child, isolated from every other one on the machine. */
export async function startMoltbot(options: MoltbotOptions): Promise<RealMoltbot> {
  const { version, owner, config, stateDir } = options
  const install = await installMoltbot(version)
  const port = options.port ?? (await freePort())
  const token = options.token ?? randomBytes(16).toString('hex')
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'moltbot-'))
  const place = layOutFolder({ folder, stateDir, port, token, config, owner })

  const child = spawn(install.node, [install.entry, 'gateway', 'run'], {
    cwd: place.home,
    // Nothing of the test's own environment reaches it, so that a run is the same on every machine.
    env: {
      PATH: `${dirname(install.node)}:/usr/bin:/bin`,
      HOME: place.home,
      TMPDIR: place.temporary,
      OPENCLAW_STATE_DIR: place.stateDir,
      OPENCLAW_CONFIG_PATH: place.configPath,
      NO_COLOR: '1',
      OPENCLAW_DISABLE_BONJOUR: '1',
      OPENCLAW_NO_RESPAWN: '1',
      OPENCLAW_EXEC_SHELL_SNAPSHOT: '0',
      OPENCLAW_SKIP_CHANNELS: '1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...owner,
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${install.node} could not be started`)
  endGroupAtExit(pid)
  const exited = exitOf(child)
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exited
  }
  const moltbot: RealMoltbot = {
    ...place,
    version,
    pid,
    port,
    url: `http://127.0.0.1:${port}`,
    token,
    output: () => Buffer.concat(chunks).toString('utf8'),
    exited,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
    async dispose() {
      endGroup(pid)
      await exited
      if (!options.folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  if (options.waitForReady ?? true) {
    await waitUntilReady(moltbot).catch(async (error: unknown) => {
      await moltbot.dispose()
      throw error
    })
  }
  return moltbot
}
