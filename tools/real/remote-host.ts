import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { waitForSshBanner } from './ssh-banner.ts'
import { type SystemdGuest, startSystemdGuest } from './systemd-guest.ts'

export interface RemoteHost {
  guest: SystemdGuest
  /** Its address, reachable from this machine alone. */
  host: string
  port: number
  /** This machine's address as the host sees it. */
  gateway: string
  fingerprint(): string
  /** Passwords of the accounts: `root`; `deploy`, who may become root without a password; `guest`, who may not. */
  passwords: { root: string; deploy: string; guest: string }
  /** Takes the cable out: nothing is refused, nothing answers. */
  unplug(): void
  plugIn(): void
  /** Sets the host up with another key, as somebody does who reinstalls it or stands in between. */
  changeHostKey(): Promise<string>
  dispose(): Promise<void>
}

/** A machine of its own: systemd, an SSH server, three accounts, and a cable that can be pulled. */
export async function startRemoteHost(): Promise<RemoteHost> {
  const name = `mbo${randomBytes(3).toString('hex')}`
  const { gateway, host } = freeAddresses()
  const cable = `${name}v`
  ip('netns', 'add', name)
  let guest: SystemdGuest | undefined
  const dispose = async () => {
    await guest?.dispose()
    for (const removal of [
      ['netns', 'del', name],
      ['link', 'del', cable],
    ]) {
      try {
        ip(...removal)
      } catch {
        // the other end of the cable goes with the namespace
      }
    }
  }
  try {
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
    ip('addr', 'add', `${gateway}/30`, 'dev', cable)
    ip('link', 'set', cable, 'up')
    ip('-n', name, 'addr', 'add', `${host}/30`, 'dev', 'eth0')
    ip('-n', name, 'link', 'set', 'eth0', 'up')
    ip('-n', name, 'link', 'set', 'lo', 'up')
    guest = await startSystemdGuest({ name, nspawn: [`--network-namespace-path=/run/netns/${name}`] })
    const passwords = await makeAccounts(guest)
    const running = guest
    const newKey = async () => {
      await running.must('sh', '-c', 'rm -f /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh')
      await waitForSshBanner(host, 22)
      const listed = await running.must('ssh-keygen', '-l', '-E', 'sha256', '-f', '/etc/ssh/ssh_host_ed25519_key.pub')
      return listed.split(' ')[1] ?? ''
    }
    // Guests are unpacked from one archive, keys included.
    let fingerprint = await newKey()
    return {
      guest: running,
      host,
      port: 22,
      gateway,
      fingerprint: () => fingerprint,
      passwords,
      unplug: () => ip('link', 'set', cable, 'down'),
      plugIn: () => ip('link', 'set', cable, 'up'),
      async changeHostKey() {
        fingerprint = await newKey()
        return fingerprint
      },
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function makeAccounts(guest: SystemdGuest): Promise<RemoteHost['passwords']> {
  const word = () => randomBytes(12).toString('base64url')
  const passwords = { root: word(), deploy: word(), guest: word() }
  const lines = Object.entries(passwords).map(([account, password]) => `${account}:${password}\n`)
  const settings = [
    'set -e',
    'useradd --create-home --shell /bin/bash deploy',
    'useradd --create-home --shell /bin/bash guest',
    'usermod --append --groups sudo guest',
    "echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy",
    'chmod 0440 /etc/sudoers.d/deploy',
    "printf 'PermitRootLogin yes\\nPasswordAuthentication yes\\n' >/etc/ssh/sshd_config.d/test.conf",
    'chpasswd',
  ]
  const { code, stderr } = await guest.run('sh', ['-c', settings.join('\n')], { stdin: lines.join('') })
  if (code !== 0) throw new Error(`the accounts could not be made: ${stderr}`)
  return passwords
}

/** Two addresses of a network of four that no interface of this machine has. */
function freeAddresses(): { gateway: string; host: string } {
  const used = execFileSync('ip', ['-o', '-4', 'addr'], { encoding: 'utf8' })
  for (;;) {
    const network = `10.231.${randomInt(256)}`
    const first = randomInt(64) * 4
    if (!used.includes(` ${network}.${first + 1}/`)) {
      return { gateway: `${network}.${first + 1}`, host: `${network}.${first + 2}` }
    }
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
