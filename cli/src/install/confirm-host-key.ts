import type { Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { askLine } from '../consent/ask-line.ts'
import { Failure } from '../failure.ts'
import { printable } from '../words/printable.ts'

type HostKey = Schemas['SshProbe']['host_key']

/**
 * Has a person vouch for the key that a host shows, unless it was confirmed before. No option says yes to a key that
 * nobody named, and a key that changed has to be named.
 * @throws Failure when the answer is no, or the key is another one than before
 */
export async function confirmHostKey(
  { surroundings }: Session,
  { type, sha256, known, confirmed_sha256: before }: HostKey,
  { name, named }: { name: string; named: string | undefined },
): Promise<string> {
  if (named !== undefined || known === 'known') return sha256
  const host = printable(name)
  const compare = `Compare it at the host itself: ssh-keygen -lf /etc/ssh/ssh_host_${kindOf(type)}_key.pub`
  if (known === 'changed') {
    throw new Failure(
      'refused',
      `${host} shows the key ${printable(sha256)}, and not ${printable(before ?? '')}, which was confirmed before. Somebody may stand in between; nothing was sent. If the host was set up anew, compare the new key at the host, then run this again with --host-key ${printable(sha256)}`,
    )
  }
  surroundings.stderr.write(
    `Nobody has confirmed the key of ${host} yet. It shows:\n  ${printable(sha256)} (${printable(type)})\n${compare}\n`,
  )
  const answer = await askLine(surroundings, 'Is it this key? Type yes: ')
  if (answer.toLowerCase() !== 'yes')
    throw new Failure('refused', 'The key was not confirmed. Nothing was sent to the host.')
  return sha256
}

/** As OpenSSH names the file of a key. */
function kindOf(type: string): string {
  if (type.startsWith('ecdsa')) return 'ecdsa'
  return type === 'ssh-rsa' ? 'rsa' : 'ed25519'
}
