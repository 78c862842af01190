import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookies } from '../core/handler.ts'

/** Cookies of this agent. Names end with the agent's id, because cookies ignore ports: another agent on this host has others. */
export function createCookies(agentId: string, secure: boolean) {
  const name = { session: `moltbot_ops_session_${agentId}`, refresh: `moltbot_ops_refresh_${agentId}` } as const
  const path = { session: '/', refresh: '/auth/refresh' } as const
  const base = { httpOnly: true, sameSite: 'strict', secure } as const
  return {
    sessionOf: (request: FastifyRequest) => request.cookies[name.session],
    of(request: FastifyRequest, reply: FastifyReply): Cookies {
      return {
        read: (which) => request.cookies[name[which]],
        set: (which, value, maxAge) => void reply.setCookie(name[which], value, { ...base, path: path[which], maxAge }),
        clear: (which) => void reply.clearCookie(name[which], { ...base, path: path[which] }),
      }
    },
  }
}
