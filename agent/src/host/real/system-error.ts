import { HostError } from '../host.ts'

/** The system's code of an error, such as `ENOENT`; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** True when the thing that was asked for is not there. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ESRCH'].includes(codeOf(error))
}

/** The error as one that callers of the host know. */
export function hostError(what: string, error: unknown): HostError {
  if (error instanceof HostError) return error
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return new HostError('denied', `${what}: permission denied`, error)
  return new HostError('failed', `${what}: ${code || String(error)}`, error)
}
