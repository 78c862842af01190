import type { Schemas } from '@moltbot-ops/sdk'
import type { Channel } from '../setup-model.ts'

export type SshProbe = Schemas['SshProbe']
export type HostFacts = NonNullable<SshProbe['facts']>
export type SshMethod = NonNullable<Schemas['InstallSshRequest']['method']>
type Auth = Schemas['InstallSshRequest']['auth']
export type AuthType = Auth['type']

/** What a person typed. The credentials live here alone, and this lives in the page's memory. */
export interface SshDraft {
  host: string
  port: string
  username: string
  auth: AuthType
  password: string
  privateKey: string
  passphrase: string
  /** What is left out is chosen by what the host has. */
  method?: SshMethod
  channel: Channel
  /** Exactly this one; empty for the newest of the channel. */
  version: string
  rememberKey: boolean
}

export const emptyDraft: SshDraft = {
  ...{ host: '', port: '22', username: '', auth: 'password', password: '', privateKey: '', passphrase: '' },
  ...{ channel: 'stable', version: '', rememberKey: false },
}

/** The draft without anything that lets somebody in. */
export function withoutCredentials(draft: SshDraft): SshDraft {
  return { ...draft, password: '', privateKey: '', passphrase: '' }
}

/** What has to be looked at anew when it changes. */
export const lookedAt = ['host', 'port', 'username', 'auth', 'password', 'privateKey', 'passphrase'] as const

export type DraftField = keyof SshDraft
export type DraftProblem = 'host' | 'port' | 'username' | 'password' | 'privateKey' | 'isPublicKey'

/** What keeps the host from being looked at, by field. The agent checks the rest. */
export function draftProblems(draft: SshDraft): Partial<Record<DraftField, DraftProblem>> {
  const key = draft.privateKey.trim()
  return {
    ...(!/^[^\s/@]+$/.test(draft.host.trim()) && { host: 'host' as const }),
    ...(readSshPort(draft.port) === null && { port: 'port' as const }),
    ...(!/^[A-Za-z_][\w.@-]{0,63}$/.test(draft.username.trim()) && { username: 'username' as const }),
    ...(draft.auth === 'password' && draft.password === '' && { password: 'password' as const }),
    ...(draft.auth === 'key' &&
      !key.includes('PRIVATE KEY-----') && {
        privateKey: /^(ssh|ecdsa|sk)-/.test(key) ? ('isPublicKey' as const) : ('privateKey' as const),
      }),
  }
}

/** A port as it was typed; null if it is none. */
export function readSshPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

export interface SshTarget {
  host: string
  port: number
}

export function targetOf({ host, port }: SshDraft): SshTarget {
  return { host: host.trim(), port: readSshPort(port) ?? 22 }
}

/** `example.org`, or `example.org:2222`. */
export function nameOf({ host, port }: SshTarget): string {
  if (port === 22) return host
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`
}

export function authOf({ auth, password, privateKey, passphrase }: SshDraft): Auth {
  switch (auth) {
    case 'password':
      return { type: auth, password }
    case 'key':
      return {
        type: auth,
        // A key whose last line has no end is refused by some readers.
        private_key_pem: `${privateKey.trim()}\n`,
        ...(passphrase !== '' && { passphrase }),
      }
    case 'agent':
      return { type: auth }
  }
}

/** Docker where an engine answers, as it keeps MoltBot apart from the host. */
export function methodFor(draft: SshDraft, facts: HostFacts): SshMethod {
  if (facts.docker === null) return 'native'
  return draft.method ?? 'docker'
}

/** The body of the install: for the host with exactly this key. */
export function sshRequest(draft: SshDraft, facts: HostFacts, hostKey: string) {
  return {
    ...targetOf(draft),
    username: draft.username.trim(),
    auth: authOf(draft),
    method: methodFor(draft, facts),
    channel: draft.channel,
    ...(draft.version !== '' && { version: draft.version }),
    host_key_sha256: hostKey,
    remember_key: draft.rememberKey,
  }
}

/** Takes the credentials out of a request that has been sent, so that whoever still holds it holds none. */
export function forgetCredentials({ auth }: { auth: Auth }): void {
  delete auth.password
  delete auth.private_key_pem
  delete auth.passphrase
}

/** The file at the host that holds the key of this type, as OpenSSH names it. */
export function printKeyCommand(type: string): string {
  const name = type.startsWith('ecdsa') ? 'ecdsa' : type.includes('rsa') ? 'rsa' : 'ed25519'
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`
}

/** Words of `ssh-keygen -l` for the type of a key. */
export function algorithmOf(type: string): string {
  return type.startsWith('ecdsa') ? 'ECDSA' : type.includes('rsa') ? 'RSA' : type.includes('ed25519') ? 'ED25519' : type
}
