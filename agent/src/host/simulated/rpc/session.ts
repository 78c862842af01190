import type { Clock } from '../../../core/clock.ts'
import type { JsonObject } from '../gateway/config.ts'
import { answerMethod } from './answers.ts'
import { readFrame } from './frame.ts'
import type { Telling } from './health.ts'
import { helloOf } from './hello.ts'

/** One web socket as the gateway sees it. */
export interface RpcSession {
  receive(text: string): void
  /** Sends an event, if the session has got its hello. */
  push(event: string, payload: JsonObject): void
  /** The gateway closes the socket. */
  end(code: number, reason: string): void
  /** The client has gone. */
  leave(): void
}

export interface RpcSessionDeps {
  clock: Clock
  connId: string
  tell(): Telling
  rssBytes(): number
  /** The last lines of the log file, for `logs.tail`. */
  tailLog(limit: number): JsonObject
  /** Told when a session has been greeted. */
  onHello(): void
  warn(message: string, fields?: JsonObject): void
  send(text: string): void
  close(code: number, reason: string): void
}

const handshakeMs = 15_000
const adminOnly = 'operator.admin'
const tokenMismatch = 'unauthorized: gateway token mismatch (provide gateway auth token)'

/** Speaks protocol 4 of MoltBot's gateway, as far as an operator who reads needs it. */
export function createRpcSession(deps: RpcSessionDeps): RpcSession {
  const { clock, connId, tell } = deps
  let phase: 'greeted' | 'connected' | 'closed' = 'greeted'
  let sequence = 0
  const send = (frame: JsonObject) => deps.send(JSON.stringify(frame))
  const end = (code: number, reason: string) => {
    if (phase === 'closed') return
    phase = 'closed'
    patience.cancel()
    deps.close(code, reason)
  }
  const patience = clock.after(handshakeMs, () => phase === 'greeted' && end(1000, ''))
  const succeed = (id: string, payload: JsonObject) => send({ type: 'res', id, ok: true, payload })
  const fail = (id: string, error: JsonObject) => send({ type: 'res', id, ok: false, error })
  const refuse = (id: string, error: JsonObject, code: number, reason: string) => {
    deps.warn(`closed before connect conn=${connId} remote=127.0.0.1 code=${code} reason=n/a`)
    fail(id, error)
    end(code, reason)
  }
  const connect = (id: string, params: JsonObject) => {
    const { state } = tell()
    const client = readFrame(params.client)
    if (client?.id !== 'gateway-client' && client?.id !== 'cli') {
      const message = 'invalid connect params: at /client/id: must be equal to one of the allowed values'
      return refuse(id, { code: 'INVALID_REQUEST', message }, 1008, message)
    }
    if (state.phase === 'listening') {
      const message = 'gateway starting; retry shortly'
      const details = { reason: 'startup-sidecars' }
      const error = { code: 'UNAVAILABLE', message, retryable: true, retryAfterMs: 500, details }
      return refuse(id, error, 1013, 'gateway starting')
    }
    const { minProtocol, maxProtocol } = params
    const spoken = state.mood.rpc === 'protocol_3' ? 3 : 4
    const within = typeof minProtocol === 'number' && typeof maxProtocol === 'number'
    if (!within || minProtocol > spoken || maxProtocol < spoken) {
      const details = {
        code: 'PROTOCOL_MISMATCH',
        clientMinProtocol: minProtocol,
        clientMaxProtocol: maxProtocol,
        expectedProtocol: spoken,
        minimumProbeProtocol: 3,
      }
      return refuse(id, { code: 'INVALID_REQUEST', message: 'protocol mismatch', details }, 1002, 'protocol mismatch')
    }
    const token = readFrame(params.auth)?.token
    if (typeof token !== 'string') {
      const message = 'device identity required'
      return refuse(id, { code: 'NOT_PAIRED', message, details: { code: 'DEVICE_IDENTITY_REQUIRED' } }, 1008, message)
    }
    if (token !== state.applied.token) {
      deps.warn(`unauthorized conn=${connId} remote=127.0.0.1 client=${client.id} reason=token_mismatch`)
      const details = {
        code: 'AUTH_TOKEN_MISMATCH',
        authReason: 'token_mismatch',
        canRetryWithDeviceToken: false,
        recommendedNextStep: 'update_auth_credentials',
      }
      return refuse(id, { code: 'INVALID_REQUEST', message: tokenMismatch, details }, 1008, tokenMismatch)
    }
    patience.cancel()
    phase = 'connected'
    succeed(id, helloOf(tell(), connId))
    deps.onHello()
  }
  const call = (id: string, method: string, params: JsonObject) => {
    if (method === 'logs.tail') return succeed(id, deps.tailLog(typeof params.limit === 'number' ? params.limit : 500))
    const answer = answerMethod(tell(), method, deps.rssBytes())
    if (answer !== undefined) return succeed(id, answer)
    const details = { code: 'MISSING_SCOPE', missingScope: adminOnly, requiredScopes: [adminOnly] }
    fail(id, { code: 'FORBIDDEN', message: `missing scope: ${adminOnly}`, details })
  }
  const { noise, now } = tell()
  const challenge = { nonce: noise.uuid('nonce', connId), ts: now, capabilities: ['model-catalog-snapshot'] }
  send({ type: 'event', event: 'connect.challenge', payload: challenge })
  return {
    receive(text) {
      if (phase === 'closed') return
      const frame = readFrame(text)
      if (frame?.type !== 'req' || typeof frame.id !== 'string' || typeof frame.method !== 'string')
        return end(1000, '')
      const params = readFrame(frame.params) ?? {}
      if (phase === 'connected') return call(frame.id, frame.method, params)
      if (frame.method === 'connect') return connect(frame.id, params)
      const message = 'invalid handshake: first request must be connect'
      refuse(frame.id, { code: 'INVALID_REQUEST', message }, 1008, message)
    },
    push(event, payload) {
      if (phase !== 'connected') return
      sequence += 1
      const { state } = tell()
      const versions = event === 'health' ? { stateVersion: { presence: 1, health: state.healthCount } } : {}
      send({ type: 'event', event, payload, seq: sequence, ...versions })
    },
    end,
    leave() {
      phase = 'closed'
      patience.cancel()
    },
  }
}
