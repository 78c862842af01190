import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { guestObstacle, unpackGuestRoot } from './guest-root.ts'
import { endGroup, endGroupAtExit, exitOf } from './processes.ts'

export interface GuestResult {
  /** Null when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
}

export interface GuestCommand {
  /** Default root. */
  user?: { uid: number; gid: number }
  env?: Record<string, string>
  cwd?: string
  stdin?: string
  timeoutMs?: number
}

/** A Debian with systemd as its first process, in namespaces of its own. */
export interface SystemdGuest {
  /** Its files on this machine's disk. */
  root: string
  /** Its files as its own processes see them, `/run` and `/tmp` included; another path after a reboot. */
  live(): string
  /** Runs a program inside; what it prints and its exit code are told, never thrown. */
  run(file: string, args: readonly string[], options?: GuestCommand): Promise<GuestResult>
  /** The same, for what must succeed: gives what it printed. */
  must(file: string, ...args: string[]): Promise<string>
  /** `systemctl reboot`, and waits until it is up again. */
  reboot(): Promise<void>
  dispose(): Promise<void>
}

export interface GuestOptions {
  name: string
  /** More options for systemd-nspawn; default `--private-network`. */
  nspawn?: string[]
}

const startsWithinMs = 60_000
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Boots a guest of its own; `systemctl is-system-running` says running or degraded when this returns. */
export async function startSystemdGuest({ name, nspawn = ['--private-network'] }: GuestOptions): Promise<SystemdGuest> {
  const obstacle = guestObstacle()
  if (obstacle !== undefined) throw new Error(obstacle)
  const folder = mkdtempSync(join(tmpdir(), 'systemd-guest-'))
  const root = join(folder, 'root')
  await unpackGuestRoot(root)
  let booted = await boot(root, name, nspawn)

  const run = (file: string, args: readonly string[], options: GuestCommand = {}) =>
    runInside(booted.first, file, args, options)
  const powerOff = async () => {
    booted.nspawn.kill('SIGTERM')
    await Promise.race([booted.ended, pause(30_000, undefined, { ref: false })])
    endGroup(booted.leader)
  }
  return {
    root,
    live: () => `/proc/${booted.first}/root`,
    run,
    async must(file, ...args) {
      const { code, stdout, stderr } = await run(file, args)
      if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
      return stdout.trim()
    },
    async reboot() {
      // Inside, a reboot ends the container: it is booted again on the same files.
      await run('systemctl', ['reboot'])
      await booted.ended
      booted = await boot(root, name, nspawn)
    },
    async dispose() {
      await powerOff()
      // A test runner takes a worker that removes many files in one go for a dead one.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Booted {
  nspawn: ChildProcess
  leader: number
  /** The guest's first process, as this machine numbers it. */
  first: number
  ended: Promise<unknown>
}

async function boot(root: string, name: string, options: string[]): Promise<Booted> {
  const fixed = ['--quiet', '--keep-unit', '--register=no', '--boot', '--console=pipe']
  const nspawn = spawn('systemd-nspawn', [...fixed, '-D', root, '-M', name, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const printed: string[] = []
  for (const stream of [nspawn.stdout, nspawn.stderr]) stream.on('data', (data: Buffer) => printed.push(String(data)))
  const leader = nspawn.pid
  if (leader === undefined) throw new Error('systemd-nspawn could not be started')
  endGroupAtExit(leader)
  const ended = exitOf(nspawn)
  const deadline = performance.now() + startsWithinMs
  while (performance.now() < deadline && nspawn.exitCode === null) {
    const first = firstChildOf(leader)
    if (first !== null) {
      const { stdout } = await runInside(first, 'systemctl', ['is-system-running'], { timeoutMs: 5_000 })
      if (/running|degraded/.test(stdout)) return { nspawn, leader, first, ended }
    }
    await pause(100)
  }
  nspawn.kill('SIGKILL')
  endGroup(leader)
  throw new Error(`the guest did not come up:\n${printed.join('').slice(-3000)}`)
}

function firstChildOf(pid: number): number | null {
  try {
    const child = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10)
    return Number.isInteger(child) ? child : null
  } catch {
    return null
  }
}

function runInside(first: number, file: string, args: readonly string[], options: GuestCommand): Promise<GuestResult> {
  const { user, env = {}, cwd = '/', stdin, timeoutMs = 60_000 } = options
  const variables = Object.entries({ PATH: path, ...env }).map(([key, value]) => `${key}=${value}`)
  const as = user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups'] : []
  const inside = ['nsenter', '-t', String(first), '-m', '-u', '-i', '-n', '-p', '-C', `--wdns=${cwd}`, '--']
  const argv = [...inside, ...as, 'env', '-i', ...variables, file, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: 'pipe', detached: true })
    // nsenter has a child of its own inside, which would keep the output open.
    const late = setTimeout(() => child.pid !== undefined && endGroup(child.pid), timeoutMs)
    const out: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => errors.push(data))
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin ?? '')
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(late)
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(errors).toString('utf8') })
    })
  })
}
