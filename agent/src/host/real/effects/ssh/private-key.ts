import { createPrivateKey } from 'node:crypto'
import type { ParsedKey, utils } from 'ssh2'
import { HostError } from '../../../host.ts'
import { ed25519AsOpenSsh, pemText } from './ed25519-key.ts'

/** The library works them off in one go, about 16 ms each: a key may not stop the agent for minutes. */
const mostRounds = 128

/**
 * Reads what a person pasted: OpenSSH's own format, PEM of RSA or EC, or PKCS #8.
 * @throws HostError denied. Neither message nor cause holds anything of the key or the passphrase.
 */
export function readPrivateKey(pem: string, passphrase: string | null, parse: typeof utils.parseKey): ParsedKey {
  const { label, headers, lines } = pemParts(pem)
  const encrypted = isEncrypted(label, headers, lines)
  if (encrypted && !passphrase) throw refused('The private key needs its passphrase.')
  const key = parse(asLibraryReads(label, headers, lines), encrypted ? (passphrase ?? undefined) : undefined)
  if (key instanceof Error || !key.isPrivateKey()) {
    throw refused(encrypted ? 'The passphrase of the private key is wrong.' : unreadable)
  }
  return key
}

interface Pem {
  label: string
  headers: string[]
  lines: string[]
}

const unreadable = 'The private key could not be read: paste the whole file, from the BEGIN line to the END line.'
const changeFormat = 'Change its format with: ssh-keygen -p -f FILE'

/** Takes the text apart and keeps nothing but what belongs there, so that no pattern of the library sees odd input. */
function pemParts(pem: string): Pem {
  const text = pem.trim()
  if (/^(ssh|ecdsa)-\S+ /.test(text)) throw refused('This is a public key; the private one is needed.')
  if (text.startsWith('PuTTY-User-Key-File')) throw refused('A PuTTY key has to be exported as OpenSSH key first.')
  const all = text.split('\n').map((line) => line.trim())
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/.exec(all[0] ?? '')?.[1]
  if (label === undefined || all.at(-1) !== `-----END ${label}-----`) throw refused(unreadable)
  const inside = all.slice(1, -1).filter((line) => line !== '')
  const headers = inside.filter((line) => line.includes(':'))
  const lines = inside.filter((line) => !line.includes(':'))
  if (headers.length > 2 || !headers.every((line) => /^(Proc-Type|DEK-Info): [\w,-]{1,100}$/.test(line)))
    throw refused(unreadable)
  if (!lines.every((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line))) throw refused(unreadable)
  return { label, headers, lines }
}

function isEncrypted(label: string, headers: string[], lines: string[]): boolean {
  switch (label) {
    case 'OPENSSH PRIVATE KEY': {
      const rounds = bcryptRounds(Buffer.from(lines.join(''), 'base64'))
      if (rounds > mostRounds)
        throw refused(`The private key asks for ${rounds} rounds; at most ${mostRounds} are done.`)
      return rounds > 0
    }
    case 'RSA PRIVATE KEY':
    case 'EC PRIVATE KEY':
      return headers.length > 0
    case 'PRIVATE KEY':
      return false
    case 'ENCRYPTED PRIVATE KEY':
      throw refused(`This form of an encrypted key is not read. ${changeFormat}`)
    default:
      throw refused(label.endsWith('PUBLIC KEY') ? 'This is a public key; the private one is needed.' : unreadable)
  }
}

/** Cost of the passphrase in a key of OpenSSH (PROTOCOL.key in its sources); 0 when there is none. */
function bcryptRounds(bytes: Buffer): number {
  let at = 'openssh-key-v1\0'.length
  const next = () => {
    if (at + 4 > bytes.length) throw refused(unreadable)
    const begin = at + 4
    at = begin + bytes.readUInt32BE(at)
    return bytes.subarray(begin, at)
  }
  const cipher = next().toString('latin1')
  next()
  const options = next()
  if (cipher === 'none') return 0
  if (options.length < 4 || at > bytes.length) throw refused(unreadable)
  return Math.max(1, options.readUInt32BE(options.length - 4))
}

function asLibraryReads(label: string, headers: string[], lines: string[]): string {
  if (label !== 'PRIVATE KEY') return pemText(label, headers.length > 0 ? [...headers, '', ...lines] : lines)
  try {
    const key = createPrivateKey(pemText(label, lines))
    switch (key.asymmetricKeyType) {
      case 'ed25519':
        return ed25519AsOpenSsh(key, '')
      case 'rsa':
        return key.export({ format: 'pem', type: 'pkcs1' }).toString()
      default:
        return key.export({ format: 'pem', type: 'sec1' }).toString()
    }
  } catch {
    throw refused(unreadable)
  }
}

function refused(message: string): HostError {
  return new HostError('denied', message)
}
