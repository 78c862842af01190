import { type OperationId, operations } from '@moltbot-ops/api/operations'
import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch'
import { type JobEvent, type LogEvent, readJobMessage, readLogMessage, readMessage } from './agent-event.ts'
import { type FollowOptions, followStream } from './follow-events.ts'
import type { CallOptions, DownloadOperationId, Operations, RequestOf, RequestOperationId } from './operation-types.ts'
import { type Connection, type FetchLike, openDownload, openStream, sendForJson } from './send.ts'
import { realTimers, type Timers } from './timers.ts'

export interface ClientOptions {
  /** The agent's address, such as `http://127.0.0.1:7337`. */
  baseUrl: string
  /** The access token, or where to get it; asked before every call. Without one, cookies and the socket decide. */
  token?: string | (() => string | undefined | Promise<string | undefined>)
  /**
   * Called once with the token that the agent calls expired (401 `token_expired`); the call is sent again with what it
   * gives back. The agent's clock decides when a token ends, so a client cannot always know before.
   */
  renewToken?: (rejected: string) => Promise<string | undefined>
  fetch?: FetchLike
  timers?: Timers
  /** How long a call may take, in milliseconds. Default 15 000. */
  timeoutMs?: number
  /** The largest answer that is read, in bytes. Default 16 MiB. */
  maxBodyBytes?: number
}

/** A method for each operation of the contract, and the event stream. */
export interface Client extends Operations {
  /**
   * Follows what changes and reconnects by itself until the signal is aborted; then it resolves. Rejects with the
   * `ApiError` when the agent refuses for good (401, 403, 404).
   */
  followEvents(options: FollowOptions): Promise<void>
  /** Follows one job until it ended (then it resolves) or the signal is aborted. Reconnects by itself. */
  followJob(id: string, options: FollowOptions<JobEvent>): Promise<void>
  /**
   * Follows the lines of the logs until the signal is aborted. Reconnects by itself where it was cut, without losing a
   * line or giving one twice; what is lost all the same is told as a gap.
   */
  followLogLines(query: NonNullable<RequestOf<'streamLogs'>['query']>, options: FollowOptions<LogEvent>): Promise<void>
  /** A file as it comes. Rejects with the `ApiError` when the agent refuses. */
  download<Id extends DownloadOperationId>(id: Id, request?: RequestOf<Id>): Promise<Response>
}

interface AnyRequest extends CallOptions {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

const querySerializer = createQuerySerializer()

/** Makes a client for one agent. Nothing is sent until a method is called. */
export function createClient(options: ClientOptions): Client {
  const connection = connectionOf(options)
  const urlOf = (id: OperationId, { path, query }: AnyRequest) =>
    createFinalURL(operations[id].path, {
      baseUrl: connection.address,
      params: { ...(path === undefined ? {} : { path }), query: query ?? {} },
      querySerializer,
      pathSerializer: defaultPathSerializer,
    })
  const call =
    (id: RequestOperationId) =>
    (request: AnyRequest = {}) =>
      sendForJson(connection, {
        method: operations[id].method,
        url: urlOf(id, request),
        accept: 'application/json',
        body: request.body,
        headers: request.headers,
        signal: request.signal,
        timeoutMs: request.timeoutMs,
      })
  const methods = Object.values(operations).flatMap(({ id, media }) =>
    media === 'application/json' || media === null ? [[id, call(id as RequestOperationId)] as const] : [],
  )
  const opener = (url: string) => (lastEventId: string | undefined, signal: AbortSignal) =>
    openStream(connection, {
      method: 'GET',
      url,
      accept: 'text/event-stream',
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      signal,
    })
  const source = { timers: connection.timers, address: connection.address }
  return {
    // The table and the types are generated from the same contract, which is what makes this cast true.
    ...(Object.fromEntries(methods) as unknown as Operations),
    followEvents: (follow) =>
      followStream({ ...source, open: opener(urlOf('streamEvents', {})), read: readMessage }, follow),
    followJob: (id, follow) =>
      followStream(
        {
          ...source,
          open: opener(urlOf('streamJobEvents', { path: { id } })),
          read: readJobMessage,
          isLast: (event) => event.event === 'job' && event.data.ended_at !== null,
        },
        follow,
      ),
    followLogLines: (query, follow) =>
      followStream({ ...source, open: opener(urlOf('streamLogs', { query })), read: readLogMessage }, follow),
    download: (id, request: AnyRequest = {}) =>
      openDownload(connection, {
        method: operations[id].method,
        url: urlOf(id, request),
        accept: operations[id].media ?? '*/*',
        headers: request.headers,
        signal: request.signal,
        timeoutMs: request.timeoutMs,
      }),
  }
}

function connectionOf(options: ClientOptions): Connection {
  const { token, renewToken } = options
  return {
    address: options.baseUrl.replace(/\/+$/, ''),
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    timers: options.timers ?? realTimers,
    timeoutMs: options.timeoutMs ?? 15_000,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    token: async () => (typeof token === 'function' ? token() : token),
    renewToken: async (rejected) => renewToken?.(rejected),
  }
}
