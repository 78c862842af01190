import { createHash } from 'node:crypto'
import type { SshHostKey } from '../../../effects.ts'

/** A host that the simulated machine can reach, with what was done to it. */
export interface RemoteHost {
  /** Names and addresses under which it is reached. */
  names: readonly string[]
  hostname: string
  /** Keys that it shows one after the other, the last one from then on. */
  keys: readonly SshHostKey[]
  users: readonly RemoteUser[]
  /** How often it has shown a key. */
  shown: number
  /** Paths that were made on it. */
  paths: Set<string>
  /** Version of the agent that was unpacked; null before. */
  agentVersion: string | null
  isServiceThere: boolean
  isMoltbotThere: boolean
  authorizedKeys: string[]
}

export interface RemoteUser {
  name: string
  home: string
  root: 'is_root' | 'sudo_without_password' | 'sudo_with_password'
}

/** What the simulated hosts take as a password, and as the passphrase of a key that has one. */
export const remotePassword = 'simulated'

const users: readonly RemoteUser[] = [
  { name: 'root', home: '/root', root: 'is_root' },
  { name: 'op', home: '/home/op', root: 'sudo_without_password' },
  { name: 'casey', home: '/home/casey', root: 'sudo_with_password' },
]

/** A good Debian 12, and one that shows another key from its second connection on. */
export function createRemoteHosts(): RemoteHost[] {
  const host = (names: string[], keys: number): RemoteHost => ({
    names,
    hostname: names[0]?.split('.')[0] ?? '',
    keys: Array.from({ length: keys }, (_, index) => keyOf(`${names[0]}/${index}`)),
    users,
    shown: 0,
    paths: new Set(),
    agentVersion: null,
    isServiceThere: false,
    isMoltbotThere: false,
    authorizedKeys: [],
  })
  return [host(['garage.example', '192.0.2.10'], 1), host(['attic.example', '192.0.2.20'], 2)]
}

function keyOf(name: string): SshHostKey {
  const digest = createHash('sha256').update(`host key of ${name}`).digest('base64').replace(/=+$/, '')
  return { type: 'ssh-ed25519', fingerprint: `SHA256:${digest}` }
}

/** Everything that an installation has left on it; empty on a host that is as it was. */
export function remainsOn(host: RemoteHost): string[] {
  return [
    ...[...host.paths].sort(),
    ...(host.isServiceThere ? ['service moltbot-ops'] : []),
    ...(host.isMoltbotThere ? ['MoltBot'] : []),
    ...host.authorizedKeys.map((line) => `authorized key ${line.split(' ').at(-1)}`),
  ]
}
