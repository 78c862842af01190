import type { ProblemDetail } from '../../../core/problem.ts'
import { Problem } from '../../../core/problem.ts'
import type { Ssh, SshCredential, SshHostKey, SshSession, SshTarget } from '../../../host/effects.ts'
import { HostError } from '../../../host/host.ts'

export const limits = { hostKeyMs: 10_000, connectMs: 20_000, factsMs: 30_000 }

/** @throws Problem ssh_unreachable */
export async function readHostKey(ssh: Ssh, target: SshTarget): Promise<SshHostKey> {
  return asProblem(() => ssh.hostKey(target, { timeoutMs: limits.hostKeyMs }))
}

/** @throws Problem ssh_unreachable, ssh_auth_failed, host_key_changed */
export async function openHost(
  ssh: Ssh,
  target: SshTarget,
  credential: SshCredential,
  options: { fingerprint: string; signal?: AbortSignal },
): Promise<SshSession> {
  return asProblem(() => ssh.connect(target, credential, { timeoutMs: limits.connectMs, ...options }))
}

/** What went wrong on another host, in the words of the catalogue. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    const { reason, message } = error
    if (reason === 'denied')
      throw new Problem('ssh_auth_failed', message, { cause: error, details: at('/auth', message) })
    if (reason === 'unsafe') throw new Problem('host_key_changed', message, { cause: error })
    throw new Problem('ssh_unreachable', message, { cause: error, details: at('/host', message) })
  }
}

function at(path: string, message: string): ProblemDetail[] {
  return [{ path, message }]
}
