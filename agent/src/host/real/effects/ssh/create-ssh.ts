import type { Clock } from '../../../../core/clock.ts'
import type { Ssh, SshCredential, SshHostKey } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { authenticate } from './authenticate.ts'
import { describeHostKey, hasFingerprint } from './host-key.ts'
import { type Keepalive, usualKeepalive } from './keepalive.ts'
import { openConnection, placeOf } from './open-connection.ts'
import { readPrivateKey } from './private-key.ts'
import { createSession } from './session.ts'

export interface SshDeps {
  clock: Clock
  /** `SSH_AUTH_SOCK` of the agent's environment; null when there is none. */
  agentSocket: string | null
  /** For tests; default `usualKeepalive`. */
  keepalive?: Keepalive
}

/**
 * Other hosts over SSH. The library is loaded at the first call: it is large and few agents need it. Messages of errors
 * are made here alone: nothing that a host sent and nothing of a credential is in them.
 */
export function createSsh({ clock, agentSocket, keepalive = usualKeepalive }: SshDeps): Ssh {
  return {
    async hostKey(target, { timeoutMs }) {
      const seen: { key: SshHostKey | null } = { key: null }
      await openConnection({
        target,
        clock,
        keepalive,
        timeoutMs,
        until: 'handshake',
        username: '',
        verify(key) {
          seen.key = describeHostKey(key)
          return null
        },
        authenticate: (refuse) => () => refuse(new HostError('failed', 'Nobody is authenticated here.')),
      })
      if (seen.key === null) throw new HostError('failed', `${placeOf(target)} showed no host key.`)
      return seen.key
    },
    async connect(target, credential, { fingerprint, timeoutMs, signal }) {
      const key = await keyOf(credential)
      if (credential.type === 'agent' && agentSocket === null)
        throw new HostError('denied', 'No SSH agent is known to this agent: SSH_AUTH_SOCK was not set when it started.')
      const connection = await openConnection({
        target,
        clock,
        keepalive,
        timeoutMs,
        signal,
        until: 'ready',
        username: credential.username,
        verify: (shown) => (hasFingerprint(shown, fingerprint) ? null : otherHostKey(placeOf(target), shown)),
        authenticate: (refuse) => authenticate({ credential, key, agentSocket, refuse }),
      })
      return createSession({ connection, clock, place: placeOf(target) })
    },
  }
}

async function keyOf(credential: SshCredential) {
  if (credential.type !== 'key') return null
  const { default: ssh2 } = await import('ssh2')
  return readPrivateKey(credential.privateKeyPem, credential.passphrase, ssh2.utils.parseKey)
}

function otherHostKey(place: string, shown: Buffer): HostError {
  const { type, fingerprint } = describeHostKey(shown)
  const what = `${place} shows another host key than the confirmed one: ${type} ${fingerprint}.`
  return new HostError('unsafe', `${what} Either the host was set up anew, or somebody stands between.`)
}
