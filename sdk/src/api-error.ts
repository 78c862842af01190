import type { ProblemCode } from '@moltbot-ops/api/operations'
import type { Schemas } from './operation-types.ts'

/**
 * A code of the contract's catalogue; a newer agent may know more. `unexpected_answer`: what came is not the
 * contract's error envelope, so probably something else than the agent answered.
 */
export type ErrorCode = ProblemCode | 'unexpected_answer' | (string & {})

export interface ApiErrorFacts {
  status: number
  code: ErrorCode
  message: string
  requestId?: string | undefined
  details?: Schemas['ErrorDetail'][] | undefined
  retryAfterSeconds?: number | undefined
  cause?: unknown
}

/** The agent answered, and refused or failed. `message` says what to do and may be shown as it is. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly request_id: string | undefined
  readonly details: Schemas['ErrorDetail'][]
  readonly retry_after_seconds: number | undefined

  constructor(facts: ApiErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'ApiError'
    this.status = facts.status
    this.code = facts.code
    this.request_id = facts.requestId
    this.details = facts.details ?? []
    this.retry_after_seconds = facts.retryAfterSeconds
  }
}

/**
 * No answer came. `no_connection`: nothing listens or the network refused · `timeout`: it took too long ·
 * `dropped`: the connection ended in the middle of the answer.
 */
export type UnreachableReason = 'no_connection' | 'timeout' | 'dropped'

const unreachableMessages: Record<UnreachableReason, (address: string) => string> = {
  no_connection: (address) => `The agent at ${address} does not answer.`,
  timeout: (address) => `The agent at ${address} took too long to answer.`,
  dropped: (address) => `The connection to the agent at ${address} ended in the middle of an answer.`,
}

/** The agent could not be asked at all, so nothing is known about what was asked. */
export class AgentUnreachable extends Error {
  readonly reason: UnreachableReason
  readonly address: string

  constructor(reason: UnreachableReason, address: string, cause?: unknown) {
    super(unreachableMessages[reason](address), cause === undefined ? undefined : { cause })
    this.name = 'AgentUnreachable'
    this.reason = reason
    this.address = address
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const secondsOf = (value: unknown): number | undefined => {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

function detailsOf(value: unknown): Schemas['ErrorDetail'][] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) =>
    isObject(item) && typeof item.path === 'string' && typeof item.message === 'string'
      ? [{ path: item.path, message: item.message }]
      : [],
  )
}

/** Turns an answer that is not a success into an `ApiError`, whatever its body is. */
export function errorFrom(response: Response, text: string, address: string): ApiError {
  const body = parseJson(text)
  const retryAfterHeader = secondsOf(response.headers.get('retry-after'))
  if (isObject(body) && typeof body.code === 'string' && typeof body.message === 'string') {
    return new ApiError({
      status: response.status,
      code: body.code,
      message: body.message,
      requestId: textOf(body.request_id),
      details: detailsOf(body.details),
      retryAfterSeconds: secondsOf(body.retry_after_seconds) ?? retryAfterHeader,
    })
  }
  return unexpectedAnswer(response.status, address, 'an answer without an error code', retryAfterHeader)
}

/** For an answer that the contract does not know: HTML, cut JSON, an endless body. */
export function unexpectedAnswer(
  status: number,
  address: string,
  what: string,
  retryAfterSeconds?: number,
  cause?: unknown,
): ApiError {
  return new ApiError({
    status,
    code: 'unexpected_answer',
    message: `${address} gave ${what} (status ${status}). Check that this is the agent's address.`,
    retryAfterSeconds,
    cause,
  })
}

/** The parsed value, or undefined for a text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
