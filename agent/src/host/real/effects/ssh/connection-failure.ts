import { HostError } from '../../../host.ts'
import { codeOf } from '../../system-error.ts'

const words: Record<string, string> = {
  ECONNREFUSED: 'refuses connections: no SSH server listens there',
  ENOTFOUND: 'has no address: the name is not known',
  EAI_AGAIN: 'has no address: the name service does not answer',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to its network',
  ETIMEDOUT: 'did not answer in time',
  ECONNRESET: 'closed the connection',
  EPIPE: 'closed the connection',
  EHOSTDOWN: 'cannot be reached: it is down',
}

/** What went wrong on the way to a host, in plain words. Text that the host sent is never part of them. */
export function connectionFailure(place: string, error: Error): HostError {
  if (levelOf(error) === 'agent')
    return new HostError('denied', 'The SSH agent of this machine does not answer.', error)
  const known = words[codeOf(error)]
  if (known !== undefined) return new HostError('failed', `${place} ${known}.`, error)
  const { message } = error
  if (/no matching/i.test(message))
    return new HostError('failed', `${place} offers only outdated SSH algorithms, which are not used.`, error)
  if (/before handshake|identification|greeting|header/i.test(message))
    return new HostError('failed', `${place} does not speak SSH.`, error)
  if (/signature verification/i.test(message))
    return new HostError('unsafe', `${place} could not prove that it holds its host key.`, error)
  if (levelOf(error) === 'agent')
    return new HostError('denied', 'The SSH agent of this machine does not answer.', error)
  return new HostError('failed', `${place} broke off the SSH connection.`, error)
}

function levelOf(error: Error): unknown {
  return 'level' in error ? error.level : undefined
}
