import type { Clock } from '../../../../core/clock.ts'
import type { Ssh, SshCredential, SshHostKey, SshTarget } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { Acts } from '../acts.ts'
import type { FaultPlan } from '../faults.ts'
import { type Patience, passTime } from '../pass-time.ts'
import { type RemoteHost, remotePassword } from './remote-hosts.ts'
import { createSimulatedSession, slowLinkMs } from './simulated-session.ts'

export interface SimulatedSshDeps {
  clock: Clock
  acts: Acts
  faults: FaultPlan
  hosts: readonly RemoteHost[]
}

/** The hosts that the simulated machine can reach, each on port 22. */
export function createSimulatedSsh({ clock, acts, faults, hosts }: SimulatedSshDeps): Ssh {
  const placeOf = ({ host, port }: SshTarget) => `${host}:${port}`
  const reach = async (target: SshTarget, patience: Patience): Promise<RemoteHost> => {
    const place = placeOf(target)
    const mood = faults.linkMood()
    const delay = mood === 'dead' ? Number.POSITIVE_INFINITY : mood === 'slow' ? slowLinkMs : 0
    if (delay > 0) await passTime(clock, delay, `Connecting to ${place}`, patience)
    const found = hosts.find(({ names }) => names.includes(target.host))
    if (found === undefined) throw new HostError('failed', `${place} has no address: the name is not known.`)
    if (target.port !== 22) throw new HostError('failed', `${place} refuses connections: no SSH server listens there.`)
    return found
  }
  const show = (host: RemoteHost): SshHostKey => {
    const key = host.keys[Math.min(host.shown, host.keys.length - 1)]
    host.shown += 1
    if (key === undefined) throw new HostError('failed', `${host.hostname} showed no host key.`)
    return key
  }
  return {
    hostKey: (target, options) => acts.ask(async () => show(await reach(target, options))),
    connect: (target, credential, options) =>
      acts.ask(async () => {
        const host = await reach(target, options)
        const { type, fingerprint } = show(host)
        if (fingerprint !== options.fingerprint)
          throw new HostError(
            'unsafe',
            `${placeOf(target)} shows another host key than the confirmed one: ${type} ${fingerprint}.`,
          )
        const user = host.users.find(({ name }) => name === credential.username)
        const refusal = refusalOf(credential)
        if (user === undefined || refusal !== null)
          throw new HostError('denied', refusal ?? 'The host does not accept this user name with this password.')
        return createSimulatedSession({ clock, acts, faults, host, user, place: placeOf(target) })
      }),
  }
}

function refusalOf(credential: SshCredential): string | null {
  switch (credential.type) {
    case 'password':
      return credential.password === remotePassword
        ? null
        : 'The host does not accept this user name with this password.'
    case 'key': {
      const isKey = credential.privateKeyPem.includes('PRIVATE KEY-----')
      const isOpen = credential.passphrase === null || credential.passphrase === remotePassword
      return isKey && isOpen ? null : 'The host does not accept this key for this user name.'
    }
    case 'agent':
      return 'The host accepts no key of the SSH agent for this user name.'
  }
}
