import { expect, test } from 'vitest'
import { createHttpApp } from './http-app.ts'

const headers = { host: '127.0.0.1:7337' }
const askHealth = async (answer: unknown, strictAnswers: boolean) => {
  const { app, log } = await createHttpApp({ getHealth: async () => answer }, { strictAnswers })
  const result = await app.inject({ url: '/health', headers })
  await app.close()
  return { status: result.statusCode, body: result.json(), logged: log.lines }
}

test('an answer that fits the contract goes out as it is', async () => {
  const good = { status: 'ok', time: '2026-11-23T02:07:00.000Z' }
  expect(await askHealth(good, true)).toEqual({ status: 200, body: good, logged: [] })
})

test('an answer that breaks the contract is a fault, and nothing of it leaves the agent', async () => {
  const { status, body, logged } = await askHealth({ status: 1, time: 'soon' }, true)
  expect(status).toBe(500)
  expect(body).toMatchObject({ code: 'internal' })
  expect(JSON.stringify(body)).not.toContain('soon')
  expect(logged).toEqual(['A request failed.'])
})

test('in production such an answer is a logged fault', async () => {
  const { status, logged } = await askHealth({ status: 'ok', time: 'soon' }, false)
  expect([status, logged]).toEqual([200, ['An answer breaks the contract.']])
})

test('an unknown error says nothing of its cause to the caller', async () => {
  const { app, log } = await createHttpApp({
    getHealth: async () => {
      throw new Error('/var/lib/secret/place is broken')
    },
  })
  const result = await app.inject({ url: '/health', headers })
  expect(result.statusCode).toBe(500)
  expect(result.body).not.toContain('secret')
  expect(log.lines).toEqual(['A request failed.'])
  await app.close()
})

test('a stream is refused to a client that does not accept one', async () => {
  const { app } = await createHttpApp({}, { streams: { streamEvents: () => expect.unreachable() } })
  const result = await app.inject({
    url: '/events',
    headers: { ...headers, authorization: 'Bearer viewer', accept: 'application/json' },
  })
  expect([result.statusCode, result.json().code]).toEqual([406, 'not_acceptable'])
  await app.close()
})

test('the limit of a caller is counted before its role is looked at', async () => {
  const { app } = await createHttpApp(
    {},
    { limits: { public: { perSecond: 1, burst: 1 }, subject: { perSecond: 1, burst: 1 } } },
  )
  const ask = () => app.inject({ url: '/devices', headers: { ...headers, authorization: 'Bearer viewer' } })
  expect((await ask()).json().code).toBe('role_insufficient')
  const second = await ask()
  expect([second.statusCode, second.headers['retry-after'], second.json().retry_after_seconds]).toEqual([429, '1', 1])
  await app.close()
})

test('the limit on public operations comes before their body is read', async () => {
  const { app } = await createHttpApp(
    {},
    { limits: { public: { perSecond: 1, burst: 1 }, subject: { perSecond: 1, burst: 1 } } },
  )
  const ask = () =>
    app.inject({
      method: 'POST',
      url: '/pair/confirm',
      headers: { ...headers, 'content-type': 'text/plain' },
      payload: 'x',
    })
  expect((await ask()).statusCode).toBe(415)
  expect((await ask()).statusCode).toBe(429)
  await app.close()
})

test('an answer that a feature gives again goes out again, and a new one is checked', async () => {
  const good = { status: 'ok', time: '2026-11-23T02:07:00.000Z' }
  const answers: unknown[] = [good, good, { status: 'ok', time: '2026-11-23T02:08:00.000Z' }, { status: 1 }]
  const { app } = await createHttpApp({ getHealth: async () => answers.shift() })
  const seen: unknown[] = []
  for (let n = 0; n < 4; n += 1) {
    const { statusCode, body } = await app.inject({ url: '/health', headers })
    seen.push(statusCode === 200 ? JSON.parse(body).time : statusCode)
  }
  expect(seen).toEqual([good.time, good.time, '2026-11-23T02:08:00.000Z', 500])
  await app.close()
})
