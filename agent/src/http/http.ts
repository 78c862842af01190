import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Actor, roleCovers } from '../core/actor.ts'
import type { Clock } from '../core/clock.ts'
import type { Client } from '../core/handler.ts'
import type { Log } from '../core/log.ts'
import { Problem } from '../core/problem.ts'
import { serveConsole } from './console.ts'
import { createCookies } from './cookies.ts'
import { asProblem, errorBody } from './error-answer.ts'
import { createMethodFinder, type Operation, readOperations, routePath } from './operation-table.ts'
import { guardOrigin } from './origin-guard.ts'
import { createRequestLimit, type Limit } from './request-limit.ts'
import { createValidators } from './validation.ts'

/** A handler as the HTTP layer sees it; `agent.ts` proves the types by operationId. */
export type AnyHandler = (input: never) => Promise<unknown>
/** A stream takes over the raw reply until either side ends it. */
export type AnyStream = (input: never, reply: FastifyReply) => void

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
  handlers: Record<string, AnyHandler>
  streams: Record<string, AnyStream>
  authenticate(credential: { bearer?: string; sessionCookie?: string }): Promise<Actor>
  hostActor(): Actor
  /** User id of the process at the other end of a loopback connection. */
  peerUid(localPort: number, remotePort: number): Promise<number | null>
  /** True for connections of the host's own socket. */
  isHostSocket(request: FastifyRequest): boolean
  allowedHosts: ReadonlySet<string>
  /** Folder of the built console; null serves none. */
  consoleDir: string | null
  limits: Limits
  /** An answer that breaks the contract is a 500 (tests, development) instead of a logged fault. */
  strictAnswers: boolean
}

interface Context {
  operation?: Operation
  console?: true
}

const bodyLimit = 1024 * 1024

/**
 * The HTTP application: one route per operation of the contract. Checks run in this order: Host and Origin, 404/405,
 * rate limit on public operations, authentication, rate limit on the others, role and way, media type, JSON, schema.
 */
export async function createHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const operations = readOperations()
  const methodsOf = createMethodFinder(operations)
  const cookies = createCookies(deps.agentId, false)
  const publicLimit = createRequestLimit(deps.clock, deps.limits.public)
  const subjectLimit = createRequestLimit(deps.clock, deps.limits.subject)
  const actors = new WeakMap<FastifyRequest, Actor>()
  let requests = 0

  const app = Fastify({
    logger: false,
    bodyLimit,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false },
    forceCloseConnections: true,
    requestTimeout: 30_000,
    genReqId() {
      requests += 1
      return `rq_${deps.epoch}${requests.toString(36)}`
    },
    frameworkErrors: (error, request, reply) => answerError(error, request as FastifyRequest, reply as FastifyReply),
  })
  await app.register(fastifyCookie)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request) => {
    const allow = methodsOf(request.url.split('?', 1)[0] ?? '')
    if (allow.length > 0 && !allow.includes(request.method)) {
      throw new Problem('method_not_allowed', `This path answers ${allow.join(', ')}.`, { allow })
    }
    throw new Problem('not_found', 'There is nothing at this path.')
  })
  app.removeAllContentTypeParsers()
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    // An optional body may be sent empty, with or without its content type.
    if (text === '') done(null, undefined)
    else parseJson(request, text as string, done)
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    if (!deps.isHostSocket(request)) guardOrigin(request.headers, 'http', deps.allowedHosts)
    const { operation, console } = (request.routeOptions.config ?? {}) as Context
    if (console) return
    reply.header('cache-control', 'no-store')
    if (request.is404) return
    // Default closed: a route that is neither of the contract nor of the console is refused.
    if (!operation) throw new Problem('not_found', 'There is nothing at this path.')
    if (operation.role === 'public') {
      if (operation.id !== 'getHealth') publicLimit(request.ip)
      return
    }
    const actor = await identify(request, operation)
    actors.set(request, actor)
    if (actor.via !== 'terminal') subjectLimit(actor.subject)
    authorize(actor, operation, operation.role)
  })

  async function identify(request: FastifyRequest, operation: Operation): Promise<Actor> {
    if (deps.isHostSocket(request)) return deps.hostActor()
    const [scheme, bearer] = request.headers.authorization?.split(' ', 2) ?? []
    if (scheme !== undefined) {
      if (scheme.toLowerCase() !== 'bearer' || !bearer)
        throw new Problem('unauthorized', 'Send the token as: Authorization: Bearer TOKEN.')
      return deps.authenticate({ bearer })
    }
    // A cookie travels by itself, so it may only read.
    const sessionCookie = operation.method === 'GET' ? cookies.sessionOf(request) : undefined
    if (sessionCookie === undefined) throw new Problem('unauthorized', 'No session. Pair this device, or send a token.')
    return deps.authenticate({ sessionCookie })
  }

  function authorize(actor: Actor, operation: Operation, needed: Actor['role']): void {
    if (actor.scope !== 'all') throw new Problem('scope_insufficient', `This token may only do ${actor.scope}.`)
    if (!roleCovers(actor.role, needed)) {
      throw new Problem('role_insufficient', `This needs the role ${needed}; yours is ${actor.role}.`)
    }
    if (operation.via === 'host' && actor.via !== 'terminal') {
      throw new Problem('host_only', 'This can be done only at the host, with `npx moltbot-ops`.')
    }
  }

  function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const problem = asProblem(error)
    if (problem.code === 'internal') {
      deps.log.error('A request failed.', {
        request_id: request.id,
        method: request.method,
        path: request.routeOptions?.url,
        error: problem.cause,
      })
    }
    reply.header('cache-control', 'no-store')
    if (problem.allow) reply.header('allow', problem.allow.join(', '))
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
    return reply
      .code(problem.status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(errorBody(problem, request.id)))
  }

  async function clientOf(request: FastifyRequest): Promise<Client> {
    const { remoteAddress, remotePort, localPort } = request.socket
    const address = remoteAddress ?? 'unix'
    const uid = remotePort && localPort ? await deps.peerUid(localPort, remotePort) : null
    return {
      address,
      key: uid === null ? address : `${address} uid=${uid}`,
      browser: request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined,
    }
  }

  for (const operation of operations) {
    const validators = createValidators(operation.id, operation.success, operation.body)
    const handler = deps.handlers[operation.id]
    const stream = deps.streams[operation.id]
    const publicActor: Actor = {
      subject: 'public',
      user: null,
      deviceId: null,
      sessionId: null,
      role: 'viewer',
      via: 'bearer',
      scope: 'all',
      expiresAt: null,
    }
    app.route({
      method: operation.method,
      url: routePath(operation.path),
      config: { operation } satisfies Context,
      async preValidation(request) {
        validators.params(request.params)
        validators.query(request.query)
        validators.body(request.body)
      },
      async handler(request, reply) {
        if (!handler && !stream) {
          throw new Problem('not_available_yet', 'This is part of the contract and not built in this version.')
        }
        const actor = actors.get(request) ?? (deps.isHostSocket(request) ? deps.hostActor() : publicActor)
        const needsClient = operation.role === 'public' && operation.id !== 'getHealth'
        const client = needsClient ? await clientOf(request) : { address: request.ip, key: request.ip, browser: false }
        const input = {
          path: request.params,
          query: request.query,
          body: request.body,
          actor,
          client,
          cookies: cookies.of(request, reply),
        }
        if (stream) {
          if (!acceptsStream(request.headers.accept)) {
            throw new Problem('not_acceptable', 'This is answered as text/event-stream only.')
          }
          const lastEventId = request.headers['last-event-id']
          const cursor = typeof lastEventId === 'string' ? lastEventId : undefined
          stream({ ...input, query: { ...(cursor ? { cursor } : {}), ...(request.query as object) } } as never, reply)
          return reply
        }
        const answer = await handler?.(input as never)
        const fault = validators.answer(operation.success, answer)
        if (fault !== null) {
          if (deps.strictAnswers) throw new Error(`${operation.id} answers against the contract: ${fault}`)
          deps.log.error('An answer breaks the contract.', { operation: operation.id, request_id: request.id, fault })
        }
        reply.code(operation.success)
        return operation.success === 204 ? reply.send() : reply.send(answer)
      },
    })
  }

  if (deps.consoleDir !== null) await serveConsole(app, deps.consoleDir)
  return app
}

function acceptsStream(accept: string | undefined): boolean {
  return (
    accept === undefined || accept.includes('text/event-stream') || accept.includes('text/*') || accept.includes('*/*')
  )
}
