import { createRedactor } from '@moltbot-ops/redact'
import type { FastifyInstance } from 'fastify'
import type { Actor, Role } from '../src/core/actor.ts'
import { createFakeClock } from '../src/core/clock.fake.ts'
import type { Log } from '../src/core/log.ts'
import { Problem } from '../src/core/problem.ts'
import { type AnyHandler, createHttp, type HttpDeps } from '../src/http/http.ts'
import { createOriginGuard } from '../src/http/origin-guard.ts'

/** A log in which every line is a failure of the test that did not expect it. */
export function createExpectedLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const put = (message: string) => void lines.push(message)
  return { lines, info: put, warn: put, error: put }
}

/**
 * The HTTP layer alone, for walking the whole contract: the tokens `viewer`, `admin` and `owner` have that role,
 * `expired` has ended, everything else is unknown.
 */
export async function createHttpApp(handlers: Record<string, AnyHandler> = {}, changed: Partial<HttpDeps> = {}) {
  const log = createExpectedLog()
  const app: FastifyInstance = await createHttp({
    agentId: 'ag_test',
    epoch: 'test',
    clock: createFakeClock(),
    log,
    redact: createRedactor().text,
    handlers,
    streams: {},
    consent: {
      carryOut(call) {
        if (call.token) throw new Problem('confirmation_invalid', 'Unknown token.')
        throw new Problem('confirmation_required', 'This needs an approval.')
      },
    },
    isAllowedAlready: () => false,
    answers: { once: (_request, work) => work() },
    hash: (text) => text,
    demandFree: () => undefined,
    async authenticate({ bearer, sessionCookie }) {
      const token = bearer ?? sessionCookie
      if (token === 'expired') throw new Problem('token_expired', 'The token has ended.')
      if (token !== 'viewer' && token !== 'admin' && token !== 'owner')
        throw new Problem('unauthorized', 'Unknown token.')
      return actor(token)
    },
    hostActor: () => ({ ...actor('owner'), subject: 'host', via: 'terminal' }),
    peerUid: async () => null,
    isHostSocket: () => false,
    guardOrigin: createOriginGuard('http', new Set()),
    consoleDir: null,
    limits: { public: { perSecond: 1e6, burst: 1e6 }, subject: { perSecond: 1e6, burst: 1e6 } },
    strictAnswers: true,
    ...changed,
  })
  await app.ready()
  return { app, log }
}

function actor(role: Role): Actor {
  return {
    subject: `user:${role}`,
    user: role,
    deviceId: null,
    sessionId: null,
    role,
    via: 'bearer',
    scope: 'all',
    expiresAt: null,
  }
}
