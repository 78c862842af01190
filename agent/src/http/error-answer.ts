import type { components } from '@moltbot-ops/api/types'
import type { FastifyError } from 'fastify'
import { Problem } from '../core/problem.ts'
import { redactPayload } from './redact-payload.ts'

export type ErrorBody = components['schemas']['Error']

const ofFastify: Record<string, () => Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Problem('payload_too_large', 'The body is larger than 1 MiB, or than 11 MiB where it carries a configuration.'),
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    new Problem('malformed_json', 'The body is not JSON. Correct it and send it again.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('malformed_request', 'The body is not as long as Content-Length says.'),
  // The client went away in the middle of its body: no fault of the agent, and nothing for its log.
  ECONNRESET: () => new Problem('malformed_request', 'The connection ended before the body did.'),
  FST_ERR_BAD_URL: () => new Problem('malformed_request', 'The path is not a valid URL path.'),
}

/** Any error as a problem. What is not known is `internal`: a plain sentence outside, the cause only in the log. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const known = ofFastify[(error as FastifyError | null)?.code ?? '']
  if (known) return known()
  if (error instanceof SyntaxError)
    return new Problem('malformed_json', 'The body is not JSON. Correct it and send it again.')
  return new Problem('internal', "The agent made a mistake. Its log has the details under this request's id.", {
    cause: error,
  })
}

/** The one envelope in which errors leave the agent, with the secrets in its text hidden. */
export function errorBody(problem: Problem, requestId: string, redact: (text: string) => string): ErrorBody {
  const body = {
    code: problem.code,
    message: problem.message,
    request_id: requestId,
    ...(problem.details ? { details: problem.details } : {}),
    ...(problem.retryAfterSeconds === undefined ? {} : { retry_after_seconds: problem.retryAfterSeconds }),
  }
  return redactPayload(body, redact)
}
