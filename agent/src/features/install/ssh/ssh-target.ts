import { isIPv6 } from 'node:net'
import type { components } from '@moltbot-ops/api/types'
import { Problem } from '../../../core/problem.ts'
import type { SshCredential, SshTarget } from '../../../host/effects.ts'

type Auth = components['schemas']['InstallSshRequest']['auth']

const hostName = /^(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*$/
/** What `useradd` takes, and names of directories; none can be taken for an option or break a command that is shown. */
const userName = /^[A-Za-z_][A-Za-z0-9_.@-]{0,63}$/

/**
 * The host as it is known from here on: lower case, without the brackets of IPv6 or the dot at the end of a name, so
 * that one host is not known under two names.
 * @throws Problem validation_failed
 */
export function readTarget({ host, port = 22 }: { host: string; port?: number }): SshTarget {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  const isAddress = isIPv6(name) && !name.includes('%')
  if (!isAddress && !hostName.test(name))
    throw invalid('/host', 'Name a host or an address, without a user and a port.')
  return { host: name, port }
}

/** `example.org`, `example.org:2222`, `[2001:db8::1]:2222`. */
export function nameOfTarget({ host, port }: SshTarget): string {
  if (port === 22) return host
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`
}

/** @throws Problem validation_failed when the part that the type needs is missing */
export function readCredential(username: string, auth: Auth): SshCredential {
  if (!userName.test(username)) throw invalid('/username', 'Name the user as the remote host knows it.')
  switch (auth.type) {
    case 'password':
      if (!auth.password) throw invalid('/auth/password', 'A password is needed.')
      return { type: 'password', username, password: auth.password }
    case 'key':
      if (!auth.private_key_pem) throw invalid('/auth/private_key_pem', 'The private key is needed.')
      return { type: 'key', username, privateKeyPem: auth.private_key_pem, passphrase: auth.passphrase || null }
    case 'agent':
      return { type: 'agent', username }
  }
}

function invalid(path: string, message: string): Problem {
  return new Problem('validation_failed', message, { details: [{ path, message }] })
}
