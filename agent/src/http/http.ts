import type { OperationId } from '@moltbot-ops/api/operations'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Actor } from '../core/actor.ts'
import type { Clock } from '../core/clock.ts'
import type { ConsentGate, Params } from '../core/consent.ts'
import type { IdempotentAnswers } from '../core/idempotent-answers.ts'
import type { Log } from '../core/log.ts'
import { Problem } from '../core/problem.ts'
import { serveConsole } from './console.ts'
import { createCookies } from './cookies.ts'
import { asProblem, errorBody } from './error-answer.ts'
import { createJsonBody } from './json-body.ts'
import { addOperationRoute } from './operation-route.ts'
import { createMethodFinder, readOperations, shadowedMethods } from './operation-table.ts'
import type { OriginGuard } from './origin-guard.ts'
import { createRequestLimit, type Limit } from './request-limit.ts'

/** A handler as the HTTP layer sees it; `agent.ts` proves the types by operationId. */
export type AnyHandler = (input: never) => Promise<unknown>
/** A stream takes over the raw reply until either side ends it. */
export type AnyStream = (input: never, reply: FastifyReply) => void | Promise<void>

export interface Limits {
  /** Public operations, per client. */
  public: Limit
  /** Everything else, per subject. */
  subject: Limit
}

export interface HttpDeps {
  agentId: string
  /** Names this run of the agent, so that request ids of two runs differ. */
  epoch: string
  clock: Clock
  log: Log
  /** Hides secrets in the text of errors. */
  redact(text: string): string
  handlers: Record<string, AnyHandler>
  consent: ConsentGate
  /** Whether an approval that was used up before still covers this. */
  isAllowedAlready(action: OperationId, actor: Actor, params: Params): boolean
  answers: IdempotentAnswers
  /** Keyed hash, for comparing requests without keeping them. */
  hash(text: string): string
  /** @throws Problem busy while something else changes what the operation changes */
  demandFree(action: OperationId): void
  streams: Record<string, AnyStream>
  authenticate(credential: { bearer?: string; sessionCookie?: string }): Promise<Actor> | Actor
  hostActor(): Actor
  /** User id of the process at the other end of a loopback connection. */
  peerUid(localPort: number, remotePort: number): Promise<number | null>
  /** True for connections of the host's own socket. */
  isHostSocket(request: { socket: object }): boolean
  guardOrigin: OriginGuard
  /** Folder of the built console; null serves none. */
  consoleDir: string | null
  limits: Limits
  /** An answer that breaks the contract is a 500 (tests, development) instead of a logged fault. */
  strictAnswers: boolean
}

/**
 * The HTTP application: one route per operation of the contract. Checks run in this order: Host and Origin, 404/405,
 * rate limit on public operations, authentication, rate limit on the others, role and way, media type, JSON, schema.
 */
export async function createHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const operations = readOperations()
  const methodsOf = createMethodFinder(operations)
  let requests = 0

  const app = Fastify({
    logger: false,
    // Requests and answers are checked by the contract (validation.ts); what Fastify has for that is not even loaded.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false },
    genReqId() {
      requests += 1
      return `rq_${deps.epoch}${requests.toString(36)}`
    },
    frameworkErrors: (error, request, reply) => answerError(error, request as FastifyRequest, reply as FastifyReply),
  })

  function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const problem = asProblem(error)
    if (problem.code === 'internal') {
      const path = request.routeOptions?.url
      deps.log.error('A request failed.', {
        request_id: request.id,
        method: request.method,
        path,
        error: problem.cause,
      })
    }
    reply.header('cache-control', 'no-store')
    if (problem.allow) reply.header('allow', problem.allow.join(', '))
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
    return reply
      .code(problem.status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(errorBody(problem, request.id, deps.redact)))
  }

  requireMarks(app)
  app.decorateRequest('actor', null)
  app.setErrorHandler(answerError)
  const refuse = (request: FastifyRequest) => {
    const allow = methodsOf(request.url.split('?', 1)[0] ?? '')
    if (allow.length > 0 && !allow.includes(request.method)) {
      throw new Problem('method_not_allowed', `This path answers ${allow.join(', ')}.`, { allow })
    }
    throw new Problem('not_found', 'There is nothing at this path.')
  }
  app.setNotFoundHandler(refuse)
  app.removeAllContentTypeParsers()
  const parseJson = createJsonBody(app)
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    // An optional body may be sent empty, with or without its content type.
    if (text === '') done(null, undefined)
    else parseJson(request, text as string, done)
  })
  app.addHook('onRequest', (request, reply, done) => {
    // Nothing of the API is kept by anybody; the console's files say otherwise for themselves.
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
    try {
      if (!deps.isHostSocket(request)) deps.guardOrigin(request.headers)
    } catch (error) {
      done(error as Error)
      return
    }
    done()
  })

  const routeDeps = {
    ...deps,
    cookies: createCookies(deps.agentId, false),
    publicLimit: createRequestLimit(deps.clock, deps.limits.public),
    subjectLimit: createRequestLimit(deps.clock, deps.limits.subject),
  }
  for (const operation of operations) addOperationRoute(app, operation, routeDeps)
  for (const { path, methods } of shadowedMethods(operations)) {
    app.route({ method: methods, url: path, config: { operation: null }, handler: refuse })
  }
  if (deps.consoleDir !== null) await serveConsole(app, deps.consoleDir)
  return app
}

function unused(): never {
  throw new Error('No route has a schema of its own: the contract has them all.')
}

/** Default closed: an agent with a route that is neither of the contract nor of the console does not start. */
function requireMarks(app: FastifyInstance): void {
  const routes: { url: string; config?: object | undefined }[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  app.addHook('onReady', async () => {
    const open = routes.find(({ config = {} }) => !('operation' in config) && !('console' in config))
    if (open) throw new Error(`${open.url} is no operation of the contract and no page of the console.`)
  })
}
