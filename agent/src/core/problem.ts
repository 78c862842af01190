import { type ProblemCode, problems } from '@moltbot-ops/api/operations'

/** One field that does not fit. `path` is a JSON pointer. */
export interface ProblemDetail {
  path: string
  message: string
}

export interface ProblemOptions {
  cause?: unknown
  details?: ProblemDetail[]
  retryAfterSeconds?: number
  /** Methods for the `Allow` header of a 405. */
  allow?: string[]
}

/**
 * An error that may be told to the caller. `code` is from the closed catalogue of the contract, which also decides the
 * HTTP status; `message` says what happened and what to do, and never holds a path, a secret or a stack.
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly details: ProblemDetail[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly allow: string[] | undefined

  constructor(code: ProblemCode, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.details = options.details
    this.retryAfterSeconds = options.retryAfterSeconds
    this.allow = options.allow
  }
}
