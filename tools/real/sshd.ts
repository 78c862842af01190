import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { endGroup, endGroupAtExit, exitOf } from './processes.ts'
import { waitForSshBanner } from './ssh-banner.ts'

export interface Sshd {
  host: string
  port: number
  /** As `ssh-keygen -l` prints it. */
  fingerprint: string
  /** An account of its own, which goes with it. */
  user: { name: string; password: string; home: string }
  /** PEM of a key that the account accepts, and the passphrase of its locked twin. */
  privateKey: string
  lockedPrivateKey: string
  passphrase: string
  /** Starts again with another host key, as a host that was set up anew. */
  changeHostKey(): Promise<string>
  dispose(): Promise<void>
}

const program = '/usr/sbin/sshd'

/** Why this machine cannot run an SSH server with an account of its own; undefined when it can. */
export function sshdObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'an SSH server that lets accounts in needs root'
  return existsSync(program) ? undefined : 'the Debian package openssh-server is missing'
}

/** OpenSSH on a free port of loopback, with a temporary account that has a password and a key. */
export async function startSshd(): Promise<Sshd> {
  const obstacle = sshdObstacle()
  if (obstacle !== undefined) throw new Error(obstacle)
  // The server refuses to start without its folder, which only its service makes.
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'))
  chmodSync(folder, 0o755)
  const name = `mbo-${randomBytes(4).toString('hex')}`
  const home = join(folder, 'home')
  const password = randomBytes(12).toString('base64url')
  const passphrase = randomBytes(12).toString('base64url')
  execFileSync('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', name])
  execFileSync('chpasswd', { input: `${name}:${password}\n` })
  chmodSync(home, 0o755)
  makeKey(join(folder, 'user'), '')
  makeKey(join(folder, 'locked'), passphrase)
  const accepted = ['user', 'locked'].map((key) => readFileSync(join(folder, `${key}.pub`), 'utf8'))
  // Inside the home, for the server trusts no file in a folder that everybody can write to.
  mkdirSync(join(home, '.ssh'), { mode: 0o755 })
  writeFileSync(join(home, '.ssh/authorized_keys'), accepted.join(''), { mode: 0o644 })
  const port = await freePort()
  let running = await start(folder, port)

  return {
    host: '127.0.0.1',
    port,
    fingerprint: fingerprintOf(join(folder, 'host.pub')),
    user: { name, password, home },
    privateKey: readFileSync(join(folder, 'user'), 'utf8'),
    lockedPrivateKey: readFileSync(join(folder, 'locked'), 'utf8'),
    passphrase,
    async changeHostKey() {
      await running.end()
      for (const file of ['host', 'host.pub']) rmSync(join(folder, file))
      running = await start(folder, port)
      return fingerprintOf(join(folder, 'host.pub'))
    },
    async dispose() {
      await running.end()
      // Processes of the account keep it from being removed.
      spawnSync('pkill', ['-KILL', '-u', name])
      execFileSync('userdel', ['--force', name], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: number) {
  if (!existsSync(join(folder, 'host'))) makeKey(join(folder, 'host'), '')
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `PidFile ${join(folder, 'sshd.pid')}`,
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'PermitRootLogin no',
    'Subsystem sftp internal-sftp',
  ]
  const config = join(folder, 'sshd_config')
  writeFileSync(config, `${settings.join('\n')}\n`)
  const server = spawn(program, ['-D', '-f', config, '-E', join(folder, 'sshd.log')], {
    stdio: 'ignore',
    detached: true,
  })
  const { pid } = server
  if (pid === undefined) throw new Error('sshd could not be started')
  endGroupAtExit(pid)
  const exited = exitOf(server)
  await waitForSshBanner('127.0.0.1', port).catch((error: unknown) => {
    endGroup(pid)
    throw new Error(`sshd did not come up:\n${readFileSync(join(folder, 'sshd.log'), 'utf8')}`, { cause: error })
  })
  return {
    async end() {
      endGroup(pid)
      await exited
    },
  }
}

function makeKey(file: string, passphrase: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file])
}

function fingerprintOf(publicKey: string): string {
  const listed = execFileSync('ssh-keygen', ['-l', '-E', 'sha256', '-f', publicKey], { encoding: 'utf8' })
  return listed.split(' ')[1] ?? ''
}
