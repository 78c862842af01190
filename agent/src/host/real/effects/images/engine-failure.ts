import { HostError } from '../../../host.ts'
import { codeOf } from '../../system-error.ts'

type Reason = HostError['reason']

/** The engine passes on what a registry or the disk said only as text. */
const meanings: [RegExp, Reason, string][] = [
  [/verification failed|does not match/i, 'unsafe', 'What the registry delivers is not what was agreed'],
  [/no space left on device|disk quota exceeded/i, 'no_space', 'The disk of the container engine is full'],
  [
    /manifest unknown|name unknown|no such image|not found|does not exist/i,
    'not_found',
    'The registry does not have it',
  ],
  [/unauthorized|denied|forbidden|authentication required/i, 'denied', 'The registry refuses access'],
  [
    /no such host|connection refused|network is unreachable|no route to host|server misbehaving/i,
    'unreachable',
    'The registry cannot be reached',
  ],
  [/x509|certificate/i, 'unreachable', 'The certificate of the registry is not trusted'],
  [/timeout|deadline exceeded|timed out/i, 'timeout', 'The registry does not answer in time'],
]

/** @param what begins the sentence, such as `Pulling the image` */
export function engineFailure(what: string, error: unknown): HostError {
  if (error instanceof HostError) return error
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') {
    return new HostError('denied', `${what}: the agent may not use the container engine`, error)
  }
  if (code === 'ENOENT' || code === 'ECONNREFUSED') {
    return new HostError('failed', `${what}: the container engine does not answer`, error)
  }
  const text = error instanceof Error ? error.message : String(error)
  const [, reason, meaning] = meanings.find(([shape]) => shape.test(text)) ?? [
    null,
    'failed' as const,
    'The engine refused',
  ]
  // Its own words stay in the cause: they name addresses.
  return new HostError(reason, `${what}: ${meaning}`, error)
}
