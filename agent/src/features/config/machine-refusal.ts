import { Problem } from '../../core/problem.ts'
import { HostError } from '../../host/host.ts'

/** What the machine refused, said for people; anything else stays the error that it is. */
export function refusalOf(error: unknown, what: string): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  if (isFull || (error instanceof HostError && error.reason === 'no_space')) {
    return new Problem('unavailable', `${what} The disk is full.`, { cause: error })
  }
  if (!(error instanceof HostError)) return error
  const why = { denied: ' It is not allowed.', timeout: ' It took too long.', unsafe: ' Its place is not safe.' }
  const said = error.reason in why ? why[error.reason as keyof typeof why] : ''
  return new Problem('unavailable', `${what}${said}`, { cause: error })
}
