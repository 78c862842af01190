import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@moltbot-ops/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { createSocketFetch } from './socket-fetch.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

async function clientOf(answer: Answer) {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  const path = join(dir, 'agent.sock')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    answer(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(dir, { recursive: true })
  })
  return createClient({ baseUrl: 'http://127.0.0.1:7337', fetch: createSocketFetch(path) })
}

test('method, path, host, headers and body arrive, and the answer comes back', async () => {
  const client = await clientOf(({ method, url, headers }, response, body) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method, url, host: headers.host, type: headers['content-type'], body }))
  })
  expect(await client.setPassphrase({ body: { passphrase: 'größer als 8' } })).toEqual({
    method: 'POST',
    url: '/auth/passphrase',
    host: '127.0.0.1:7337',
    type: 'application/json',
    body: '{"passphrase":"größer als 8"}',
  })
})

test('no content is an answer', async () => {
  const client = await clientOf((_request, response) => void response.writeHead(204).end())
  expect(await client.logout()).toBeUndefined()
})

test('an answer that breaks off is an unreachable agent', async () => {
  const client = await clientOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{', () => response.destroy())
  })
  await expect(client.getHealth()).rejects.toMatchObject({ name: 'AgentUnreachable', reason: 'dropped' })
})

test('nobody at the socket is an unreachable agent', async () => {
  const fetch = createSocketFetch('/nonexistent/agent.sock')
  const client = createClient({ baseUrl: 'http://127.0.0.1:7337', fetch })
  await expect(client.getHealth()).rejects.toMatchObject({ name: 'AgentUnreachable', reason: 'no_connection' })
})

test('a stream arrives as it is written, and ends on both sides when it is told to', async () => {
  let closed: () => void
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  const client = await clientOf((_request, response) => {
    response.on('close', () => closed())
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('id: 1\nevent: pairing\ndata: {"pending":1}\n\n')
  })
  const stop = new AbortController()
  const heard: unknown[] = []
  await client.followEvents({
    signal: stop.signal,
    onEvent: (event) => {
      heard.push(event)
      stop.abort()
    },
    onGap: () => undefined,
  })
  await gone
  expect(heard).toEqual([{ id: '1', event: 'pairing', data: { pending: 1 } }])
})
