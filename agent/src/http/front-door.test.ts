import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpApp } from '../../test/http-app.ts'
import { createFrontDoor } from './front-door.ts'
import { createOriginGuard } from './origin-guard.ts'
import { createValidators } from './validation.ts'

const good = { status: 'ok', time: '2026-11-23T02:07:00.000Z' }
const { answer: fault } = createValidators('getHealth', 200, 'none')

interface Setting {
  /** What the feature answers, or throws. */
  health?: () => unknown
  isHostSocket?: boolean
  strictAnswers?: boolean
}

/** A front door, the application behind it, and what was asked of that. */
async function createDoor({ health = () => good, isHostSocket = false, strictAnswers = true }: Setting = {}) {
  const getHealth = async () => health()
  const changed = { strictAnswers, isHostSocket: () => isHostSocket }
  const { app, log } = await createHttpApp({ getHealth }, changed)
  const passed: (string | undefined)[] = []
  let loads = 0
  const door = createFrontDoor({
    guardOrigin: createOriginGuard('http', new Set()),
    isHostSocket: changed.isHostSocket,
    health,
    async load() {
      loads += 1
      return {
        routing(request, response) {
          passed.push(request.url)
          app.routing(request, response)
        },
        healthFault: (answer) => fault(200, answer),
        close: () => app.close(),
      }
    },
  })
  onTestFinished(() => door.close())
  return { app, door, passed, log, loads: () => loads }
}

/** The bytes that a server answers to the bytes of a request, without what differs from one request to the next. */
async function exchange(answer: RequestListener, request: string): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write(request)
  const bytes = await text(client)
  server.close()
  const [head = '', body] = bytes.replace(/^Date: .*\r\n/m, '').split('\r\n\r\n')
  // Names of headers have no case and no order.
  const [status, ...headers] = head.split('\r\n')
  const sorted = headers.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase())).sort()
  return [status, ...sorted, '', body?.replace(/rq_\w+/, 'rq_')].join('\n')
}

const asking = (line: string, ...headers: string[]) =>
  [line, 'Host: 127.0.0.1:7337', 'Connection: close', ...headers, '', ''].join('\r\n')

const plain = asking('GET /health HTTP/1.1')

test.each([
  ['a plain one', plain, {}],
  ['one of HTTP/1.0', 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n', {}],
  ['one with a token that nobody knows', asking('GET /health HTTP/1.1', 'Authorization: Bearer x'), {}],
  ['one at the host, whatever its Host', 'GET /health HTTP/1.0\r\nHost: agent\r\n\r\n', { isHostSocket: true }],
] as [string, string, Setting][])(
  '%s is answered at the door, byte for byte as behind it',
  async (_, request, setting) => {
    const { app, door, passed } = await createDoor(setting)
    await door.open()
    const answer = await exchange(door.answer, request)
    expect(passed).toEqual([])
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\n/)
    expect(answer).toContain(JSON.stringify(good))
    expect(answer).toBe(await exchange(app.routing, request))
  },
)

const breaks = () => ({ status: 'ok', time: 'soon' })
const throws = () => {
  throw new Error('no clock')
}

test.each([
  ['HEAD', asking('HEAD /health HTTP/1.1'), 200, {}],
  ['another method', asking('POST /health HTTP/1.1', 'Content-Length: 0'), 405, {}],
  ['a query', asking('GET /health?deep=1 HTTP/1.1'), 400, {}],
  ['an empty query', asking('GET /health? HTTP/1.1'), 200, {}],
  ['another path', asking('GET /health/ HTTP/1.1'), 404, {}],
  ['a body', `${asking('GET /health HTTP/1.1', 'Content-Type: text/plain', 'Content-Length: 1')}x`, 200, {}],
  ['a body in chunks', `${asking('GET /health HTTP/1.1', 'Transfer-Encoding: chunked')}0\r\n\r\n`, 200, {}],
  ['a foreign Host', 'GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 403, {}],
  ['no Host', 'GET /health HTTP/1.0\r\n\r\n', 403, {}],
  ['an Origin of our own', asking('GET /health HTTP/1.1', 'Origin: http://127.0.0.1:7337'), 200, {}],
  ['a foreign Origin', asking('GET /health HTTP/1.1', 'Origin: http://evil.example'), 403, {}],
  ['an answer against the contract', plain, 500, { health: breaks }],
  ['an answer against the contract in production', plain, 200, { health: breaks, strictAnswers: false }],
  ['a feature that fails', plain, 500, { health: throws }],
] as [string, string, number, Setting][])('%s is left to the application', async (_, request, status, setting) => {
  const { app, door, passed, log } = await createDoor(setting)
  await door.open()
  const answer = await exchange(door.answer, request)
  expect(passed).toHaveLength(1)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(log.lines).toHaveLength(setting.health ? 1 : 0)
  expect(answer).toBe(await exchange(app.routing, request))
})

test('the application is loaded once, with the first request that needs it, and that request waits', async () => {
  const { door, passed, loads } = await createDoor()
  await exchange(door.answer, plain)
  expect(loads()).toBe(0)
  const others = asking('GET /devices HTTP/1.1')
  const answers = await Promise.all([exchange(door.answer, others), exchange(door.answer, others)])
  for (const answer of answers) expect(answer).toContain('401')
  expect([loads(), passed]).toEqual([1, ['/devices', '/devices']])
})

test('an agent that stops answers 503 to everything', async () => {
  const loaded = await createDoor()
  await loaded.door.open()
  await loaded.door.close()
  expect(await exchange(loaded.door.answer, plain)).toMatch(/^HTTP\/1\.1 503 /)
  const never = await createDoor()
  await never.door.close()
  expect(await exchange(never.door.answer, plain)).toBe(await exchange(loaded.door.answer, plain))
  expect(never.loads()).toBe(0)
})

test('where the application cannot be built, who opens the door hears why and a client is not left waiting', async () => {
  const door = createFrontDoor({
    guardOrigin: createOriginGuard('http', new Set()),
    isHostSocket: () => false,
    health: () => good,
    load: () => Promise.reject(new Error('a route too many')),
  })
  await expect(door.open()).rejects.toThrow('a route too many')
  const server = createServer(door.answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write(asking('GET /devices HTTP/1.1'))
  expect(await text(client)).toBe('')
  server.close()
  await door.close()
})
