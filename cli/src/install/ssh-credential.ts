import type { Schemas } from '@moltbot-ops/sdk'
import { askSecret } from '../ask-secret.ts'
import { Failure } from '../failure.ts'
import { readInput } from '../read-input.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../words/printable.ts'

export type SshAuth = Schemas['InstallSshRequest']['auth']

export interface CredentialOptions {
  identity?: string
  sshAgent?: boolean
}

/** As much as the contract takes. */
const mostKeyBytes = 16_384

/**
 * Gets what proves the user to the remote host: the ssh-agent of the agent, a private key, or a password. Passwords and
 * passphrases are typed by a person and by nobody else.
 * @throws Failure
 */
export async function readCredential(
  { identity, sshAgent }: CredentialOptions,
  who: string,
  surroundings: Surroundings,
): Promise<SshAuth> {
  if (sshAgent === true && identity !== undefined)
    throw new Failure('usage', 'Give --identity or --ssh-agent, not both.')
  if (sshAgent === true) return { type: 'agent' }
  if (identity === undefined) {
    return { type: 'password', password: await askSecret(surroundings, `Password of ${printable(who)}: `) }
  }
  if (identity === '-') throw new Failure('usage', '--identity takes a file: a person has to answer on standard input.')
  const pem = await readInput(identity, mostKeyBytes, surroundings)
  demandPrivate(pem, identity)
  if (!isEncrypted(pem)) return { type: 'key', private_key_pem: pem }
  const passphrase = await askSecret(surroundings, `Passphrase of ${printable(identity)}: `)
  return { type: 'key', private_key_pem: pem, passphrase }
}

function demandPrivate(text: string, file: string): void {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return
  const isPublic = /^(ssh-|ecdsa-|sk-)/.test(text)
  const advice = isPublic ? 'It is the public key; name the file without .pub.' : 'Name the private key of an SSH user.'
  throw new Failure('failed', `${file} is no private key. ${advice}`)
}

/** OpenSSH names the cipher inside (PROTOCOL.key); PEM names it in its head or in its type (RFC 1421, RFC 7468). */
export function isEncrypted(pem: string): boolean {
  const [, body = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)-----/.exec(pem) ?? []
  if (body === '') return /ENCRYPTED/.test(pem)
  const bytes = Buffer.from(body.replace(/\s/g, ''), 'base64')
  const at = 'openssh-key-v1\0'.length
  if (bytes.length < at + 4) return false
  return bytes.toString('latin1', at + 4, at + 4 + bytes.readUInt32BE(at)) !== 'none'
}
