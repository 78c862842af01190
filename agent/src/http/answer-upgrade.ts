import { type IncomingMessage, type RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Answers a request that asks to go on in another protocol like any other request: by the same checks, and closed where
 * nothing takes it over. Only an operation that is made for it detaches the connection from its response.
 */
export function createUpgradeAnswer(
  answer: RequestListener,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    // Nobody else listens; `close` follows.
    socket.on('error', () => socket.destroy())
    if (head.length > 0) socket.unshift(head)
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(request.socket)
    response.on('finish', () => socket.end())
    answer(request, response)
  }
}

/** What asks for something else than a web socket, as `curl --http2` does, is answered as if it had not asked. */
export function asksForSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}
