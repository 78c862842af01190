import { expect, test } from 'vitest'
import { json, startServer, text } from '../test/test-server.ts'
import { createTestTimers } from '../test/test-timers.ts'
import { AgentUnreachable, ApiError } from './api-error.ts'
import { createClient } from './client.ts'

const expired = json({ code: 'token_expired', message: 'The access token has ended.' }, 401)

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error,
  )
}

test('path, query, body and token reach the agent as the contract says', async () => {
  const server = await startServer(json({ id: 'dev_1', name: 'phone' }))
  const client = createClient({ baseUrl: `${server.url}/`, token: 'token-1' })
  await client.updateDevice({ path: { id: 'dev_1' }, body: { name: 'phone' } })
  await client.getMoltbotStatus({ query: { instance_id: 'in a/b' } })
  await client.getMoltbotStatus({ query: { instance_id: undefined } })
  expect(server.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['PATCH', '/devices/dev_1', '{"name":"phone"}'],
    ['GET', '/moltbot/status?instance_id=in%20a%2Fb', ''],
    ['GET', '/moltbot/status', ''],
  ])
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: 'Bearer token-1',
    'content-type': 'application/json',
  })
  expect(server.requests[1]?.headers['content-type']).toBeUndefined()
})

test('an id cannot leave its place in the path', async () => {
  const server = await startServer(json({}))
  await createClient({ baseUrl: server.url }).deleteToken({ path: { id: '../devices/1?x' } })
  expect(server.requests[0]?.url).toBe('/auth/tokens/..%2Fdevices%2F1%3Fx')
})

test('no content is undefined', async () => {
  const server = await startServer((response) => void response.writeHead(204).end())
  expect(await createClient({ baseUrl: server.url }).logout()).toBeUndefined()
})

test('the error envelope becomes an ApiError with everything it says', async () => {
  const details = [{ path: '/name', message: 'is too long' }]
  const server = await startServer(
    json({ code: 'validation_failed', message: 'One field does not fit.', request_id: 'rq_1', details }, 400),
    json({ code: 'locked_out', message: 'Wait.' }, 429, { 'retry-after': '30' }),
    json({ code: 'from_a_newer_agent', message: 'New.', retry_after_seconds: 2 }, 428),
  )
  const client = createClient({ baseUrl: server.url })
  expect(await failureOf(client.getSession())).toMatchObject({
    name: 'ApiError',
    status: 400,
    code: 'validation_failed',
    message: 'One field does not fit.',
    request_id: 'rq_1',
    details,
  })
  expect(await failureOf(client.getSession())).toMatchObject({ code: 'locked_out', retry_after_seconds: 30 })
  expect(await failureOf(client.getSession())).toMatchObject({ code: 'from_a_newer_agent', retry_after_seconds: 2 })
})

test.each([
  ['an HTML page', text('<h1>It works</h1>', 200, 'text/html')],
  ['an HTML error page', text('<h1>502</h1>', 502, 'text/html')],
  ['cut JSON', text('{"status": "o', 200, 'application/json')],
  ['JSON that is not an object', text('42', 200, 'application/json')],
  ['an error without a code', json({ error: 'no' }, 500)],
  ['an empty error', text('', 503, 'text/plain')],
])('%s is an unexpected answer, never a success', async (_what, answer) => {
  const server = await startServer(answer)
  const error = await failureOf(createClient({ baseUrl: server.url }).getHealth())
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'unexpected_answer' })
  expect(String(error)).toContain(server.url)
})

test('a body above the limit is not read to its end', async () => {
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('x'.repeat(2000))
  })
  const error = await failureOf(createClient({ baseUrl: server.url, maxBodyBytes: 1000 }).getHealth())
  expect(error).toMatchObject({ code: 'unexpected_answer', message: expect.stringContaining('too large') })
})

test('nobody listening is AgentUnreachable', async () => {
  const error = await failureOf(createClient({ baseUrl: 'http://127.0.0.1:1' }).getHealth())
  expect(error).toBeInstanceOf(AgentUnreachable)
  expect(error).toMatchObject({ reason: 'no_connection', address: 'http://127.0.0.1:1' })
})

test('a connection that ends in the middle of the body is AgentUnreachable', async () => {
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{', () => response.destroy())
  })
  expect(await failureOf(createClient({ baseUrl: server.url }).getHealth())).toMatchObject({
    name: 'AgentUnreachable',
    reason: 'dropped',
  })
})

test('an agent that never answers, and one that never finishes, time out', async () => {
  const timers = createTestTimers()
  const server = await startServer(
    () => undefined,
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{')
    },
  )
  const client = createClient({ baseUrl: server.url, timers, timeoutMs: 7000 })
  for (const call of [client.getHealth(), client.getHealth()]) {
    const failure = failureOf(call)
    await timers.fire(7000)
    expect(await failure).toMatchObject({ name: 'AgentUnreachable', reason: 'timeout' })
  }
  expect(timers.waiting()).toEqual([])
})

test('the caller can end a call, and gets its own reason', async () => {
  const server = await startServer(() => undefined)
  const stop = new AbortController()
  const reason = new Error('the page was left')
  const failure = failureOf(createClient({ baseUrl: server.url }).getHealth({ signal: stop.signal }))
  stop.abort(reason)
  expect(await failure).toBe(reason)
})

test('an expired token is renewed once and the call is sent again', async () => {
  const server = await startServer(expired, json({ status: 'ok', time: '2026-11-23T02:07:00Z' }))
  const rejected: string[] = []
  const client = createClient({
    baseUrl: server.url,
    token: () => 'old',
    renewToken: async (token) => {
      rejected.push(token)
      return 'new'
    },
  })
  expect(await client.getHealth()).toMatchObject({ status: 'ok' })
  expect(rejected).toEqual(['old'])
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
})

test('a token that cannot be renewed is told as it is, after one try', async () => {
  const server = await startServer(expired)
  const client = createClient({ baseUrl: server.url, token: 'old', renewToken: async () => 'new' })
  expect(await failureOf(client.getHealth())).toMatchObject({ status: 401, code: 'token_expired' })
  expect(server.requests).toHaveLength(2)
})

test.each([undefined, 'old'])('where renewing gives %j the call is not sent again', async (renewed) => {
  const server = await startServer(expired)
  const client = createClient({ baseUrl: server.url, token: 'old', renewToken: async () => renewed })
  expect(await failureOf(client.getHealth())).toMatchObject({ code: 'token_expired' })
  expect(server.requests).toHaveLength(1)
})

test('a redirect is not followed, so that a token stays where it was sent', async () => {
  const elsewhere = await startServer(json({}))
  const server = await startServer((response) => void response.writeHead(307, { location: elsewhere.url }).end())
  expect(await failureOf(createClient({ baseUrl: server.url, token: 't' }).getHealth())).toBeInstanceOf(Error)
  expect(elsewhere.requests).toEqual([])
})

test('a file comes as it is, and a refusal is an ApiError', async () => {
  const server = await startServer(
    text('{"a":1}\n', 200, 'application/x-ndjson'),
    json({ code: 'role_insufficient', message: 'No.' }, 403),
  )
  const client = createClient({ baseUrl: server.url })
  expect(await (await client.download('exportAudit', { query: { from_seq: 1 } })).text()).toBe('{"a":1}\n')
  expect(server.requests[0]?.url).toBe('/audit/export?from_seq=1')
  expect(await failureOf(client.download('exportAudit'))).toBeInstanceOf(ApiError)
})
