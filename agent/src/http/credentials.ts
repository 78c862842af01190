import type { OperationId } from '@moltbot-ops/api/operations'
import type { FastifyRequest } from 'fastify'
import { type Actor, roleCovers } from '../core/actor.ts'
import { Problem } from '../core/problem.ts'
import type { CookieJar } from './cookies.ts'
import type { HttpDeps } from './http.ts'
import type { Operation } from './operation-table.ts'

/** Also a page of another port is `same-site`, and cookies ignore ports. Clients that are no browsers send nothing. */
const ownPages = new Set([undefined, 'same-origin', 'none'])

/**
 * Who sends this request: the host's own socket, a bearer token, or a browser's cookie. A cookie travels by itself, and to
 * every port of this address, MoltBot's too: it may only read, only what a viewer may, and only for the agent's own pages.
 * @throws Problem unauthorized, token_expired, session_revoked, origin_not_allowed, at once or by the promise
 */
export function identify(
  request: FastifyRequest,
  operation: Operation,
  deps: Pick<HttpDeps, 'isHostSocket' | 'hostActor' | 'authenticate'>,
  cookies: CookieJar,
): Promise<Actor> | Actor {
  if (deps.isHostSocket(request)) return deps.hostActor()
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [scheme, bearer] = authorization.split(' ', 2)
    if (scheme?.toLowerCase() !== 'bearer' || !bearer) {
      throw new Problem('unauthorized', 'Send the token as: Authorization: Bearer TOKEN.')
    }
    return deps.authenticate({ bearer })
  }
  const cookieCounts = operation.method === 'GET' && operation.role === 'viewer'
  const sessionCookie = cookieCounts ? cookies.sessionOf(request) : undefined
  if (sessionCookie === undefined) throw new Problem('unauthorized', 'No session. Pair this device, or send a token.')
  const site = request.headers['sec-fetch-site']
  if (Array.isArray(site) || !ownPages.has(site)) {
    throw new Problem('origin_not_allowed', 'Another site sent this request, so it was refused.')
  }
  return deps.authenticate({ sessionCookie })
}

/** What a token may do that has fewer rights than its role. */
const scopes: Record<Exclude<Actor['scope'], 'all'>, ReadonlySet<OperationId>> = {
  'metrics.read': new Set<OperationId>(['getPrometheusMetrics']),
}

/** @throws Problem scope_insufficient, role_insufficient, host_only */
export function authorize(actor: Actor, operation: Operation, needed: Actor['role']): void {
  if (actor.scope !== 'all' && !scopes[actor.scope].has(operation.id))
    throw new Problem('scope_insufficient', `This token may only do ${actor.scope}.`)
  if (!roleCovers(actor.role, needed)) {
    throw new Problem('role_insufficient', `This needs the role ${needed}; yours is ${actor.role}.`)
  }
  if (operation.via === 'host' && actor.via !== 'terminal') {
    throw new Problem('host_only', 'This can be done only at the host, with `moltbot-ops`.')
  }
}
