import { AgentUnreachable, ApiError, errorFrom, parseJson, unexpectedAnswer } from './api-error.ts'
import { BodyTooLarge, readBounded } from './read-bounded.ts'
import type { Timers } from './timers.ts'

/** The part of `fetch` that this client needs; the command line gives one that speaks over a Unix socket. */
export type FetchLike = (url: string, init: FetchInit) => Promise<Response>

export interface FetchInit {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
  redirect: 'error'
  cache: 'no-store'
}

export interface Connection {
  /** Without a slash at the end. */
  address: string
  fetch: FetchLike
  timers: Timers
  timeoutMs: number
  maxBodyBytes: number
  token(): Promise<string | undefined>
  /** Called once when the agent says that this token has ended; the call is then sent again with the new one. */
  renewToken(rejected: string): Promise<string | undefined>
}

export interface Outgoing {
  method: string
  url: string
  accept: string
  body?: unknown
  headers?: Record<string, string> | undefined
  signal?: AbortSignal | undefined
  timeoutMs?: number | undefined
}

/** Sends one request and gives back its JSON. Throws `ApiError`, `AgentUnreachable`, or the reason of the signal. */
export async function sendForJson(connection: Connection, outgoing: Outgoing): Promise<unknown> {
  return withinTime(connection, outgoing, async (signal) => {
    const response = await authorised(connection, outgoing, signal)
    const text = await bodyOf(connection, response)
    if (response.status === 204) return undefined
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null) return value
    throw unexpectedAnswer(response.status, connection.address, 'an answer that is not JSON')
  })
}

/** Opens an event stream. The time limit covers the head of the answer only. */
export async function openStream(connection: Connection, outgoing: Outgoing): Promise<Response> {
  return withinTime(connection, outgoing, async (signal) => {
    const response = await authorised(connection, outgoing, signal)
    if (response.headers.get('content-type')?.startsWith('text/event-stream') && response.body !== null) return response
    await response.body?.cancel()
    throw unexpectedAnswer(response.status, connection.address, 'an answer that is not an event stream')
  })
}

/** Opens a file that the agent gives out. The time limit covers the head of the answer only. */
export function openDownload(connection: Connection, outgoing: Outgoing): Promise<Response> {
  return withinTime(connection, outgoing, (signal) => authorised(connection, outgoing, signal))
}

/** Sends with the token, and once more with a new one where the agent says that the first has ended. */
async function authorised(connection: Connection, outgoing: Outgoing, signal: AbortSignal): Promise<Response> {
  const token = await connection.token()
  try {
    return await attempt(connection, outgoing, token, signal)
  } catch (error) {
    if (token === undefined || !(error instanceof ApiError) || error.code !== 'token_expired') throw error
    const renewed = await connection.renewToken(token)
    if (renewed === undefined || renewed === token) throw error
    return attempt(connection, outgoing, renewed, signal)
  }
}

async function attempt(
  connection: Connection,
  { method, url, accept, body, headers }: Outgoing,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const response = await connection.fetch(url, {
    method,
    headers: {
      accept,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
    // The agent redirects people, never calls; a token must not follow anywhere.
    redirect: 'error',
    cache: 'no-store',
  })
  if (response.ok) return response
  throw errorFrom(response, await bodyOf(connection, response), connection.address)
}

async function bodyOf(connection: Connection, response: Response): Promise<string> {
  try {
    return await readBounded(response, connection.maxBodyBytes)
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      throw unexpectedAnswer(response.status, connection.address, 'an answer that is too large', undefined, error)
    }
    throw new AgentUnreachable('dropped', connection.address, error)
  }
}

/** Runs the call under its time limit and the caller's signal, and gives every way to fail its own error. */
async function withinTime<T>(
  connection: Connection,
  outgoing: Outgoing,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = outgoing
  signal?.throwIfAborted()
  const limit = new AbortController()
  const timer = connection.timers.after(outgoing.timeoutMs ?? connection.timeoutMs, () => limit.abort())
  try {
    return await call(signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]))
  } catch (error) {
    signal?.throwIfAborted()
    if (limit.signal.aborted) throw new AgentUnreachable('timeout', connection.address, error)
    if (error instanceof ApiError || error instanceof AgentUnreachable) throw error
    throw new AgentUnreachable('no_connection', connection.address, error)
  } finally {
    timer.cancel()
  }
}
