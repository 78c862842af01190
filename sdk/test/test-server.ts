import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface TestServer {
  url: string
  /** What was asked, in order. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A real HTTP server that gives the next of `answers` to each request (the last one for ever), until the test ends. */
export async function startServer(...answers: [Answer, ...Answer[]]): Promise<TestServer> {
  const requests: TestServer['requests'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    const answer = answers[requests.length - 1] ?? answers.at(-1)
    answer?.(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Answers with this JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}

/** Answers with this text. */
export function text(value: string, status: number, type: string): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': type }).end(value)
  }
}

/** Opens an event stream, writes the frames, and ends it or leaves it open. */
export function stream(frames: string, end: 'ends' | 'stays'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(frames)
    if (end === 'ends') response.end()
  }
}
