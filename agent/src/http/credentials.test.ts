import { expect, test } from 'vitest'
import { createHttpApp } from '../../test/http-app.ts'

const { app } = await createHttpApp()
const ask = (headers: Record<string, string>) =>
  app.inject({ url: '/metrics/current', headers: { host: '127.0.0.1:7337', ...headers } })
const cookie = 'moltbot_ops_session_ag_test=viewer'

// 501: the request came through to an operation that is not built.
test.each([
  ['a page of the agent', { 'sec-fetch-site': 'same-origin' }, 501],
  ['a person who typed the address', { 'sec-fetch-site': 'none' }, 501],
  ['a client that is no browser', {}, 501],
  ['a page on another port of this host', { 'sec-fetch-site': 'same-site' }, 403],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
])('the cookie that %s sends along', async (_who, headers, status) => {
  expect((await ask({ cookie, ...headers })).statusCode).toBe(status)
})

test('a token is asked for nothing more, for no page can send it unknowingly', async () => {
  const answer = await ask({ authorization: 'Bearer viewer', 'sec-fetch-site': 'same-site' })
  expect(answer.statusCode).toBe(501)
})
