import type { OperationId } from '@moltbot-ops/api/operations'
import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { Problem, type ProblemDetail } from '../core/problem.ts'

interface OperationSchemas {
  params: object
  query: object
  body: object | null
  success: object | null
}

/** Checks of one operation, compiled when first used: most operations are not called in most starts. */
export interface Validators {
  params(value: unknown): void
  query(value: unknown): void
  body(value: unknown): void
  /** What is wrong with an answer, or null. */
  answer(status: number, value: unknown): string | null
}

// Path and query arrive as text, so they are converted; bodies are not: "1" is not a number.
// That the schemas are schemas is proven by a test, not at every start.
const options = {
  strict: false,
  allErrors: true,
  useDefaults: true,
  validateFormats: true,
  meta: false,
  validateSchema: false,
} as const
// A parameter that may be repeated is a list also when it comes once.
const textAjv = withFormats(new Ajv({ ...options, coerceTypes: 'array' }))
const bodyAjv = withFormats(new Ajv(options))
// Our own times are checked for their shape only: that the 31st of February is none is for other people's.
const answerAjv = withFormats(new Ajv(options), 'fast')

function withFormats(ajv: Ajv, mode: 'full' | 'fast' = 'full'): Ajv {
  addFormats.default(ajv, { mode, formats: ['date-time', 'uri', 'email', 'float'] })
  return ajv
}

function lazily(ajv: Ajv, schema: object): () => ValidateFunction {
  let compiled: ValidateFunction | undefined
  return () => {
    compiled ??= ajv.compile(schema)
    return compiled
  }
}

const errorSchema = lazily(answerAjv, schemas.error)

/** @throws Problem validation_failed from `params`, `query` and `body`, with a detail for each field */
export function createValidators(id: OperationId, success: number, body: 'none' | 'optional' | 'required'): Validators {
  const own = (schemas as unknown as Record<OperationId, OperationSchemas>)[id]
  const params = lazily(textAjv, own.params)
  const query = lazily(textAjv, own.query)
  const bodyCheck = own.body === null ? null : lazily(bodyAjv, own.body)
  const answer = own.success === null ? null : lazily(answerAjv, own.success)
  return {
    params: hasFields(own.params) ? (value) => demand(params(), value, '') : () => undefined,
    query(value) {
      // Most reads have no query, and a query of nothing fits where nothing is asked for.
      if (!hasFields(own.query) && isEmpty(value)) return
      demand(query(), value, '/query')
    },
    body(value) {
      if (bodyCheck === null || (body === 'optional' && value === undefined)) return
      demand(bodyCheck(), value, '')
    },
    answer(status, value) {
      const check = status === success ? answer : status >= 400 ? errorSchema : null
      if (check === null) return value === undefined || status === success ? null : `status ${status} has no body`
      const validate = typeof check === 'function' ? check() : check
      return validate(value)
        ? null
        : describe(validate.errors ?? [], '')
            .map((d) => `${d.path} ${d.message}`)
            .join('; ')
    },
  }
}

/** Whether a path or query may have anything in it; a path has just what its route names. */
function hasFields(schema: object): boolean {
  return !isEmpty((schema as { properties?: object }).properties ?? {})
}

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false
  return true
}

function demand(validate: ValidateFunction, value: unknown, prefix: string): void {
  if (validate(value)) return
  const details = describe(validate.errors ?? [], prefix)
  const first = details[0]
  throw new Problem(
    'validation_failed',
    `The request does not fit the contract: ${first?.path || 'body'} ${first?.message}. Correct it and send it again.`,
    { details },
  )
}

function describe(errors: ErrorObject[], prefix: string): ProblemDetail[] {
  return errors.slice(0, 20).map((error) => {
    const unknownField = error.keyword === 'additionalProperties' ? `/${error.params.additionalProperty}` : ''
    const missing = error.keyword === 'required' ? `/${error.params.missingProperty}` : ''
    const message = unknownField ? 'is not known' : missing ? 'is missing' : (error.message ?? 'does not fit')
    const allowed = error.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : ''
    return {
      path: `${prefix}${error.instancePath}${unknownField}${missing}`.slice(0, 200),
      message: `${message}${allowed}`,
    }
  })
}
