import type { Ssh, SshCredential, SshTarget } from '../../../host/effects.ts'
import { type JudgedKey, judgeHostKey } from './judge-host-key.ts'
import type { KnownHosts } from './known-hosts.ts'
import { openHost, readHostKey } from './open-host.ts'
import type { RemoteFacts } from './parse-facts.ts'
import { readFacts } from './read-facts.ts'

export interface ProbeDeps {
  ssh: Ssh
  knownHosts: KnownHosts
}

/**
 * Reads the key of a host and compares it; nobody is authenticated.
 * @throws Problem ssh_unreachable, host_key_changed
 */
export async function probeKey(
  { ssh, knownHosts }: ProbeDeps,
  target: SshTarget,
  named: string | undefined,
): Promise<JudgedKey> {
  const seen = await readHostKey(ssh, target)
  return judgeHostKey(target, seen, await knownHosts.find(target), named)
}

/**
 * Logs in to a host whose key a person vouches for, reads what it is, and hangs up.
 * @throws Problem ssh_unreachable, ssh_auth_failed, host_key_changed
 */
export async function probeFacts(
  ssh: Ssh,
  target: SshTarget,
  credential: SshCredential,
  key: JudgedKey,
): Promise<RemoteFacts> {
  const session = await openHost(ssh, target, credential, { fingerprint: key.seen.fingerprint })
  try {
    return await readFacts(session)
  } finally {
    session.close()
  }
}
