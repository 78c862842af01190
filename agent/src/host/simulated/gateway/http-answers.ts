import type { Noise } from '../machine/noise.ts'
import { eventLoopOf } from './event-loop.ts'
import { connectGraceMs, type GatewayState } from './state.ts'

export interface HttpReply {
  status: number
  contentType: string
  body: string
}

const json = (status: number, body: unknown): HttpReply => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
})
const text = (status: number, body: string): HttpReply => ({ status, contentType: 'text/plain; charset=utf-8', body })

/** What a browser gets: at the root, and for every unknown path when it accepts HTML. */
export const controlPage: HttpReply = {
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: '<!doctype html>\n<html lang="en">\n  <head><title>OpenClaw Control</title></head>\n  <body><div id="app"></div></body>\n</html>\n',
}

/** Answers a GET that accepts JSON as MoltBot 2026.9.6 does on loopback, in its present state. */
export function answerHttp(state: GatewayState, path: string, now: number, noise: Noise): HttpReply {
  if (state.mood.http === 'page_only') return controlPage
  const uptimeMs = now - state.httpSince
  const waiting = state.phase === 'listening' ? 'startup-sidecars' : null
  switch (path) {
    case '/health':
    case '/healthz':
      return json(200, { ok: true, status: 'live' })
    case '/startup':
    case '/startupz': {
      const { version } = state
      if (state.phase === 'draining') return json(503, { ok: false, status: 'draining', version, uptimeMs })
      if (waiting) return json(503, { ok: false, status: 'starting', version, uptimeMs, pendingReason: waiting })
      return json(200, { ok: true, status: 'started', version, uptimeMs })
    }
    case '/ready':
    case '/readyz': {
      const failing = failingOf(state, now)
      const ready = failing.length === 0
      return json(ready ? 200 : 503, { ready, failing, uptimeMs, eventLoop: eventLoopOf(state, now, noise) })
    }
    case '/__openclaw__/control-ui-config.json':
      return json(401, { error: { message: 'Unauthorized', type: 'unauthorized' } })
    case '/':
      return waiting ? text(503, 'Plugin runtime is starting') : controlPage
    default:
      return waiting ? text(503, 'Plugin runtime is starting') : text(404, 'Not Found')
  }
}

/** Why it is not ready; after their grace, channels that are not connected count too. */
function failingOf(state: GatewayState, now: number): string[] {
  if (state.phase === 'draining') return ['gateway-draining']
  if (state.phase === 'listening') return ['startup-sidecars']
  if (now - state.httpSince < connectGraceMs) return []
  return state.channels.filter((channel) => !channel.connected).map((channel) => channel.id)
}
