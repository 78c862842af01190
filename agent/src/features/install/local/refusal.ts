import { Problem } from '../../../core/problem.ts'
import { HostError } from '../../../host/host.ts'

/** Where something was to be fetched, these say that it could not be. */
const notFetched: ReadonlySet<HostError['reason']> = new Set(['unreachable', 'not_found', 'timeout'])

/**
 * What the machine refused in a step, as the problem that a person can do something about. Anything else stays the error
 * that it is.
 * @param fetches whether the step fetches something from a registry
 */
export function refusalOf(error: unknown, title: string, fetches: boolean): unknown {
  if (!(error instanceof HostError)) return error
  const { reason, message } = error
  if (reason === 'no_space') {
    return new Problem('install_blocked', `The disk is full. “${title}” failed: ${message}`, { cause: error })
  }
  if (fetches && notFetched.has(reason)) {
    return new Problem('registry_unavailable', `“${title}” failed: ${message}`, { cause: error })
  }
  return new Problem('install_blocked', `“${title}” failed: ${message}`, { cause: error })
}
