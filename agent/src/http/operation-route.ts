import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, roleCovers } from '../core/actor.ts'
import type { Consent, Params } from '../core/consent.ts'
import { flatten } from '../core/flat-params.ts'
import type { Client } from '../core/handler.ts'
import type { GivenAnswer } from '../core/idempotent-answers.ts'
import { Problem } from '../core/problem.ts'
import { consentRule, rolesWithConsent } from './consent-rule.ts'
import type { CookieJar } from './cookies.ts'
import { authorize, identify } from './credentials.ts'
import type { HttpDeps } from './http.ts'
import { type Operation, routePath } from './operation-table.ts'
import type { RequestLimit } from './request-limit.ts'
import { createValidators } from './validation.ts'

export interface RouteDeps extends HttpDeps {
  cookies: CookieJar
  publicLimit: RequestLimit
  subjectLimit: RequestLimit
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it, once that is known. */
    actor: Actor | null
  }
}

const json = 'application/json; charset=utf-8'

const nobody: Actor = {
  subject: 'public',
  user: null,
  deviceId: null,
  sessionId: null,
  role: 'viewer',
  via: 'bearer',
  scope: 'all',
  expiresAt: null,
}

/** Adds the route of one operation, with its checks in the order that the contract promises. */
export function addOperationRoute(app: FastifyInstance, operation: Operation, deps: RouteDeps): void {
  const validators = createValidators(operation.id, operation.success, operation.body)
  const handler = deps.handlers[operation.id]
  const stream = deps.streams[operation.id]
  const streamed = operation.media ?? 'text/event-stream'
  const texts = new WeakMap<object, string>()
  const needsConsent = consentRule(operation)
  // /health is asked by monitors all the time and costs no more than a refusal.
  const isFree = operation.id === 'getHealth'

  function admit(request: FastifyRequest, actor: Actor): void {
    request.actor = actor
    if (actor.via !== 'terminal') deps.subjectLimit(actor.subject)
    authorize(actor, operation, operation.role as Actor['role'])
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const isConsequential = needsConsent(request)
    if (!handler && !stream && !isConsequential) throw notBuilt()
    const input = {
      path: request.params,
      query: request.query,
      body: request.body,
      actor: request.actor ?? (deps.isHostSocket(request) ? deps.hostActor() : nobody),
      client: operation.role === 'public' && !isFree ? await clientOf(request, deps) : clientWithoutPeer(request),
      cookies: deps.cookies.of(request, reply),
      consent: null as Consent | null,
    }
    if (isConsequential) demandRole(input.actor, rolesWithConsent[operation.id])
    // An approval that is sent is used up, also where an earlier one still holds.
    const isAllowed = () =>
      confirmationToken(request) === undefined && deps.isAllowedAlready(operation.id, input.actor, flatParams(request))
    const consentNeeded = isConsequential && !isAllowed()
    const withConsent = <Result>(work: (consent: Consent | null) => Promise<Result>): Promise<Result> =>
      consentNeeded
        ? deps.consent.carryOut(
            {
              action: operation.id,
              params: flatParams(request),
              token: confirmationToken(request),
              actor: input.actor,
              demandFree: () => deps.demandFree(operation.id),
            },
            work,
          )
        : work(null)
    if (stream) {
      if (!accepts(request.headers.accept, streamed)) {
        throw new Problem('not_acceptable', `This is answered as ${streamed} only.`)
      }
      await withConsent(async (consent) =>
        stream({ ...input, query: { ...cursorOf(request), ...(request.query as object) }, consent } as never, reply),
      )
      return reply
    }
    const given = (result: unknown): GivenAnswer => {
      if (operation.etag) reply.header('etag', `"${(result as { hash: string }).hash}"`)
      return { status: operation.success, body: operation.success === 204 ? '' : written(result, request) }
    }
    const work = async (consent: Consent | null): Promise<GivenAnswer> => {
      if (!handler) throw notBuilt()
      return given(await handler({ ...input, consent } as never))
    }
    const carryOut = () => withConsent(work)
    const key = request.headers['idempotency-key']
    if (handler && !consentNeeded && key === undefined) {
      return send(given(await handler(input as never)), reply)
    }
    const answered =
      typeof key === 'string' && operation.idempotent
        ? await deps.answers.once(
            {
              subject: input.actor.subject,
              operation: operation.id,
              key: demandKey(key),
              requestHash: deps.hash(JSON.stringify(flatParams(request))),
            },
            carryOut,
          )
        : await carryOut()
    return send(answered, reply)
  }

  /**
   * The answer as text, checked against the contract. Answers are values that nobody changes once they are given, so one
   * that a feature gives again (what it read a moment ago) is neither checked nor written again.
   */
  function written(result: unknown, request: FastifyRequest): string {
    const known = typeof result === 'object' && result !== null ? texts.get(result) : undefined
    if (known !== undefined) return known
    const fault = validators.answer(operation.success, result)
    if (fault !== null) {
      if (deps.strictAnswers) throw new Error(`${operation.id} answers against the contract: ${fault}`)
      deps.log.error('An answer breaks the contract.', { operation: operation.id, request_id: request.id, fault })
    }
    const text = JSON.stringify(result)
    if (typeof result === 'object' && result !== null) texts.set(result, text)
    return text
  }

  app.route({
    method: operation.method,
    url: routePath(operation.path),
    config: { operation },
    bodyLimit: operation.maxBodyBytes,
    // Callbacks, not promises, where nothing waits: /health is measured against a bare server.
    onRequest(request, _reply, done) {
      if (isFree) done()
      else if (operation.role === 'public') attempt(done, () => deps.publicLimit(request.ip))
      else
        attemptLate(
          done,
          () => identify(request, operation, deps, deps.cookies),
          (actor) => admit(request, actor),
        )
    },
    preValidation(request, _reply, done) {
      attempt(done, () => {
        validators.params(request.params)
        validators.query(request.query)
        validators.body(request.body)
      })
    },
    handler: answer,
  })
}

/** The text is left to Fastify to send: to wait for a reply that was sent costs as much as to send it. */
function send({ status, body }: GivenAnswer, reply: FastifyReply): unknown {
  reply.code(status)
  if (body === '') return reply.send()
  reply.type(json)
  return body
}

function notBuilt(): Problem {
  return new Problem('not_available_yet', 'This is part of the contract and not built in this version.')
}

/** @throws Problem role_insufficient */
function demandRole({ role }: Actor, needed: Actor['role'] | undefined): void {
  if (needed === undefined || roleCovers(role, needed)) return
  throw new Problem('role_insufficient', `This needs the role ${needed}; yours is ${role}.`)
}

/** Everything that was asked for, without the approval of it. */
function flatParams(request: FastifyRequest): Params {
  return flatten({
    path: request.params as Params,
    query: request.query as Params,
    body: request.body as Params | undefined,
  })
}

/** From the header; `/ops/action` of contract 0.1.0 also has it in its body. */
function confirmationToken(request: FastifyRequest): string | undefined {
  const header = request.headers['x-confirmation-token']
  if (typeof header === 'string') return header
  const { confirmation_token } = (request.body ?? {}) as { confirmation_token?: string | null }
  return confirmation_token ?? undefined
}

function demandKey(key: string): string {
  if (/^[\x21-\x7E]{8,128}$/.test(key)) return key
  throw new Problem('validation_failed', 'An Idempotency-Key has 8 to 128 visible characters.', {
    details: [{ path: '/header/Idempotency-Key', message: 'does not fit' }],
  })
}

function attempt(done: (error?: Error) => void, check: () => void): void {
  try {
    check()
  } catch (error) {
    done(error as Error)
    return
  }
  done()
}

/** Goes on at once where `find` knows at once: most reads come with a token that was seen a moment ago. */
function attemptLate<Found>(
  done: (error?: Error) => void,
  find: () => Promise<Found> | Found,
  check: (found: Found) => void,
): void {
  let found: Promise<Found> | Found
  try {
    found = find()
    if (!(found instanceof Promise)) check(found)
  } catch (error) {
    done(error as Error)
    return
  }
  if (found instanceof Promise) found.then(check).then(() => done(), done)
  else done()
}

function clientWithoutPeer(request: FastifyRequest): Client {
  return { address: request.ip, key: request.ip, browser: false }
}

async function clientOf(request: FastifyRequest, deps: Pick<HttpDeps, 'peerUid'>): Promise<Client> {
  const { remoteAddress, remotePort, localPort } = request.socket
  const address = remoteAddress ?? 'unix'
  const uid = remotePort && localPort ? await deps.peerUid(localPort, remotePort) : null
  return {
    address,
    key: uid === null ? address : `${address} uid=${uid}`,
    browser: request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined,
  }
}

function cursorOf(request: FastifyRequest): { cursor?: string } {
  const lastEventId = request.headers['last-event-id']
  return typeof lastEventId === 'string' ? { cursor: lastEventId } : {}
}

function accepts(accept: string | undefined, media: string): boolean {
  const [kind] = media.split('/')
  return accept === undefined || [media, `${kind}/*`, '*/*'].some((type) => accept.includes(type))
}
