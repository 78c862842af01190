import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { FetchInit, FetchLike } from '@moltbot-ops/sdk'

/** Statuses whose answer has no body by definition. */
const bodiless = new Set([204, 205, 304])

/**
 * A `fetch` that speaks HTTP over a Unix socket. Bodies stream; the signal ends the request or the body, whichever is
 * under way. Only the path and the host of the URL are used.
 */
export function createSocketFetch(socketPath: string): FetchLike {
  return (url, init) =>
    new Promise((resolve, reject) => {
      const request = httpRequest(requestOptions(socketPath, new URL(url), init), (message) => {
        // An answer that ends early breaks the body, which is where its reader looks.
        message.on('error', () => undefined)
        resolve(responseOf(message))
      })
      request.on('error', reject)
      request.end(init.body)
    })
}

function requestOptions(socketPath: string, { host, pathname, search }: URL, init: FetchInit) {
  const { method, headers, signal, body } = init
  return {
    socketPath,
    method,
    path: pathname + search,
    headers: { ...headers, host, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    signal,
    // One connection for each request: a pool would keep the process alive.
    agent: false as const,
  }
}

function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 500
  const headers = Object.entries(message.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  )
  if (!bodiless.has(status)) return new Response(Readable.toWeb(message) as ReadableStream, { status, headers })
  message.resume()
  return new Response(null, { status, headers })
}
