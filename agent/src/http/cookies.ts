import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookies } from '../core/handler.ts'

export interface CookieJar {
  sessionOf(request: FastifyRequest): string | undefined
  of(request: FastifyRequest, reply: FastifyReply): Cookies
}

/**
 * Cookies of this agent. Names end with the agent's id, because cookies ignore ports: another agent on this host has
 * others. They are read only where somebody asks, since most requests carry a token instead.
 */
export function createCookies(agentId: string, secure: boolean): CookieJar {
  const name = { session: `moltbot_ops_session_${agentId}`, refresh: `moltbot_ops_refresh_${agentId}` } as const
  const path = { session: '/', refresh: '/auth/refresh' } as const
  const base = { httpOnly: true, sameSite: 'strict', secure } as const
  const read = (request: FastifyRequest, which: 'session' | 'refresh') =>
    request.headers.cookie === undefined ? undefined : parseCookie(request.headers.cookie)[name[which]]
  return {
    sessionOf: (request) => read(request, 'session'),
    of(request, reply) {
      const write = (which: 'session' | 'refresh', value: string, maxAge: number) => {
        // Fastify keeps every Set-Cookie that it is given.
        reply.header('set-cookie', stringifySetCookie({ name: name[which], value, ...base, path: path[which], maxAge }))
      }
      return {
        read: (which) => read(request, which),
        set: write,
        clear: (which) => write(which, '', 0),
      }
    },
  }
}
