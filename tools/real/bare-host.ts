import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { installMoltbotRuntime } from './moltbot-install.ts'
import { npmScript, packedProgram } from './packed-program.ts'
import { type RegistryRelay, startRegistryRelay } from './registry-relay.ts'
import { type GuestCommand, type GuestResult, type SystemdGuest, startSystemdGuest } from './systemd-guest.ts'

const node = '/usr/local/bin/node'
const program = '/opt/moltbot-ops/cli/bin/moltbot-ops.js'

/** A Debian with systemd, Node, npm and the packed product, and nothing of MoltBot. Its loopback is this machine's. */
export interface BareHost {
  guest: SystemdGuest
  node: string
  /** The product's script. */
  program: string
  /** Runs a verb of the command line. */
  cli(words: readonly string[], options?: GuestCommand): Promise<GuestResult>
  /** The same, for what must succeed: gives what it printed. */
  mustCli(...words: string[]): Promise<string>
  /**
   * Starts `moltbot-ops serve` on a terminal of its own, as a newcomer does, and gives everything that it prints there.
   * Resolves when the console's link has been printed.
   */
  serve(port: number): Promise<ServedAgent>
  dispose(): Promise<void>
}

export interface ServedAgent {
  origin: string
  link: string
  /** What stands on the terminal by now, its log included. */
  screen(): string
}

const startsWithinMs = 60_000

export async function startBareHost(name: string): Promise<BareHost> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-host-'))
  let guest: SystemdGuest | undefined
  let registry: RegistryRelay | undefined
  const dispose = async () => {
    await guest?.dispose()
    await registry?.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const packed = await packedProgram(folder)
    registry = await startRegistryRelay('127.0.0.1')
    // No network of its own: the browser and the registry are this machine's.
    const started = await startSystemdGuest({ name, nspawn: [] })
    guest = started
    await layOut(started, packed.folder, registry)
    const cli = (words: readonly string[], options?: GuestCommand) => started.run(node, [program, ...words], options)
    return {
      guest: started,
      node,
      program,
      cli,
      async mustCli(...words) {
        const { code, stdout, stderr } = await cli(words)
        if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
        return stdout.trim()
      },
      serve: (port) => serve(started, port),
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function layOut({ root }: SystemdGuest, product: string, registry: RegistryRelay): Promise<void> {
  copyFileSync(await installMoltbotRuntime(), join(root, node))
  const npm = npmScript()
  const modules = join(root, 'usr/local/lib/node_modules')
  mkdirSync(modules, { recursive: true })
  cpSync(dirname(dirname(npm)), join(modules, 'npm'), { recursive: true, dereference: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'))
  cpSync(product, join(root, 'opt/moltbot-ops'), { recursive: true })
  writeFileSync(join(root, 'root/.npmrc'), `registry=${registry.url}/\n`)
}

async function serve(guest: SystemdGuest, port: number): Promise<ServedAgent> {
  const typescript = '/root/agent.terminal'
  const command = `${node} ${program} serve --port ${port}`
  // Of systemd, so that it outlives the command that started it, as the shell of a person does.
  await guest.must('systemd-run', '--quiet', '--unit=agent-terminal', 'script', '-qefc', command, typescript)
  const screen = () => readFileSync(join(guest.root, typescript), 'utf8')
  const deadline = performance.now() + startsWithinMs
  while (performance.now() < deadline) {
    await pause(50)
    const link = /^Open the console .*: (http:\S+)/m.exec(await printed(guest, screen))?.[1]
    if (link !== undefined) return { origin: `http://127.0.0.1:${port}`, link, screen }
  }
  throw new Error(`the agent printed no link:\n${await printed(guest, screen)}`)
}

async function printed(guest: SystemdGuest, screen: () => string): Promise<string> {
  try {
    return screen()
  } catch {
    return (await guest.run('journalctl', ['-u', 'agent-terminal', '--no-pager'])).stdout
  }
}
