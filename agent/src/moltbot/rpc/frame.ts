import { isObject, type JsonObject, objectAt, parseObject, textAt } from '../json.ts'

/** A frame of MoltBot's protocol 4 that was understood. */
export type Frame =
  | { type: 'event'; event: string; payload: JsonObject }
  | { type: 'answer'; id: string; ok: true; payload: JsonObject }
  | { type: 'answer'; id: string; ok: false; error: RpcError }

export interface RpcError {
  code: string
  message: string
  /** `details.code` or `details.reason`, which tell apart what `code` does not. */
  detail: string | null
  retryAfterMs: number | null
}

/** Null for everything that is no frame of the protocol; the caller leaves those alone. */
export function parseFrame(text: string): Frame | null {
  const frame = parseObject(text)
  if (frame?.type === 'event') {
    const event = textAt(frame, 'event', 100)
    return event === null ? null : { type: 'event', event, payload: objectAt(frame, 'payload') ?? {} }
  }
  const id = textAt(frame, 'id', 64)
  if (frame?.type !== 'res' || id === null) return null
  if (frame.ok === true) return { type: 'answer', id, ok: true, payload: objectAt(frame, 'payload') ?? {} }
  return { type: 'answer', id, ok: false, error: errorOf(frame.error) }
}

function errorOf(value: unknown): RpcError {
  const error = isObject(value) ? value : {}
  const details = objectAt(error, 'details')
  const retry = [error.retryAfterMs, details?.retryAfterMs].find((ms) => typeof ms === 'number' && Number.isFinite(ms))
  return {
    code: textAt(error, 'code', 64) ?? 'UNKNOWN',
    message: textAt(error, 'message') ?? '',
    detail: textAt(details, 'code', 64) ?? textAt(details, 'reason', 64),
    retryAfterMs: typeof retry === 'number' ? retry : null,
  }
}

export function request(id: string, method: string, params: JsonObject): string {
  return JSON.stringify({ type: 'req', id, method, params })
}

/**
 * What a direct client on loopback says of itself. Ids of clients are an enum of MoltBot; this one works with the shared
 * token and no key of a device. `operator.read` is the least that answers what the agent asks.
 */
export function connectParams(credential: { token: string } | { password: string }, platform: string): JsonObject {
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'gateway-client', version: '0.2.0', platform, mode: 'backend' },
    role: 'operator',
    scopes: ['operator.read'],
    caps: [],
    commands: [],
    permissions: {},
    auth: credential,
  }
}
