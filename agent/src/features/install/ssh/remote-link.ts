import { RemainsError } from '../../../core/jobs.ts'
import { Problem } from '../../../core/problem.ts'
import type { Ssh, SshCredential, SshSession } from '../../../host/effects.ts'
import type { InstallSshSecrets, InstallSshState } from './install-state.ts'
import { asProblem, openHost } from './open-host.ts'
import { nameOfTarget } from './ssh-target.ts'

/** The connection of one job: opened once, and once more for taking things back when it was lost. */
export interface RemoteLink {
  /** @throws Problem ssh_unreachable, ssh_auth_failed, host_key_changed */
  open(signal: AbortSignal): Promise<SshSession>
  /** The open connection. @throws Problem ssh_unreachable when it ended in the meantime */
  session(): SshSession
  /**
   * Does work that takes something back, over a new connection where the old one is gone.
   * @throws RemainsError with what is left when the host cannot be reached or the work fails
   */
  takeBack(remains: () => string[], work: (session: SshSession) => Promise<void>): Promise<void>
  close(): void
}

export function createRemoteLink(deps: {
  ssh: Ssh
  state: InstallSshState
  /** Undefined after a restart of the agent: then nothing can be reached any more. */
  secrets: InstallSshSecrets | undefined
}): RemoteLink {
  const { ssh, state, secrets } = deps
  const { target, fingerprint } = state
  let held: SshSession | null = null
  let ended: string | null = null
  /** Why the host could not be reached again; asked once, so that each undo does not wait for it anew. */
  let lost: unknown = secrets === undefined ? new Error('the credential went with the agent') : null

  const hold = (session: SshSession) => {
    held = session
    ended = null
    void session.ended.then((why) => {
      if (held === session) ended = why ?? 'The connection is closed.'
    })
    return session
  }
  const credential = () => credentialOf(state.username, secrets)
  const reach = async () => (held !== null && ended === null ? held : reconnect())
  async function reconnect(): Promise<SshSession> {
    if (lost !== null) throw lost
    held?.close()
    try {
      return hold(await openHost(ssh, target, credential(), { fingerprint }))
    } catch (error) {
      lost = error
      throw error
    }
  }

  return {
    open: async (signal) => hold(await openHost(ssh, target, credential(), { fingerprint, signal })),
    session() {
      if (held === null) throw new Error('the connection is used before it is open')
      return held
    },
    async takeBack(remains, work) {
      try {
        // The connection may have ended without anybody noticing yet: a new one is worth one more try.
        const again = await unreachable(reach, work)
        if (again !== null) lost = await unreachable(reconnect, work)
        if (lost !== null) throw lost
      } catch (error) {
        if (error instanceof RemainsError) throw error
        const on = nameOfTarget(target)
        const left = remains().map((sentence) => `On ${on}: ${sentence}`)
        throw new RemainsError(left, { cause: error })
      }
    },
    close: () => held?.close(),
  }
}

/** Does the work; gives the error when it was the connection that failed, and throws any other. */
async function unreachable(
  open: () => Promise<SshSession>,
  work: (session: SshSession) => Promise<void>,
): Promise<Problem | null> {
  const session = await open()
  try {
    await asProblem(() => work(session))
    return null
  } catch (error) {
    if (error instanceof Problem && error.code === 'ssh_unreachable') return error
    throw error
  }
}

function credentialOf(username: string, secrets: InstallSshSecrets | undefined): SshCredential {
  if (secrets === undefined) throw new Error('the credential went with the agent')
  if ('password' in secrets) return { type: 'password', username, password: secrets.password }
  if ('privateKeyPem' in secrets) return { type: 'key', username, ...secrets }
  return { type: 'agent', username }
}
