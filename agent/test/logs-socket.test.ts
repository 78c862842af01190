import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogSocket } from './log-socket-client.ts'
import { listenFor, openStream } from './log-stream-client.ts'
import { createPairedBrowser } from './paired-browser.ts'

let browser: Awaited<ReturnType<typeof createPairedBrowser>>
let server: Awaited<ReturnType<typeof listenFor>>

beforeEach(async () => {
  browser = await createPairedBrowser('noisy-logs')
  server = await listenFor(browser.served)
  await browser.advance(10)
})
afterEach(async () => {
  await browser.stop()
  await server.close()
  expect(browser.log.lines).toEqual([])
})

const connect = (path = '/logs/ws', headers: Record<string, string> = browser.bearer) =>
  openLogSocket(server.port, path, headers)

async function open(path?: string) {
  const { opened } = await connect(path)
  if (opened === null) throw new Error('The handshake was refused.')
  return opened
}

test('a web socket gets what a stream gets', async () => {
  const socket = await open()
  const stream = await openStream(server.port, '/logs/stream', browser.bearer)
  await stream.until(() => stream.lines().length >= 10)
  await browser.advance(5)
  const { body } = await browser.ask('GET', '/logs/tail?lines=50')
  const last = body.entries.at(-1)
  await Promise.all([
    stream.until(() => stream.lastId() === last.cursor),
    socket.until(() => socket.frames.at(-1)?.id === last.cursor),
  ])
  expect(socket.frames.map(({ line }) => line)).toEqual(stream.lines())
  expect(socket.frames.at(-1)).toEqual({ event: 'line', id: last.cursor, line: last })
  stream.cut()
  socket.close()
  expect(await socket.closed).toBe(1000)
})

test('a web socket goes on after its cursor, and is pinged', async () => {
  const { body } = await browser.ask('GET', '/logs/tail?lines=20')
  const socket = await open(`/logs/ws?cursor=${body.entries[4].cursor}`)
  await socket.until(() => socket.messages().length >= 15)
  expect(socket.messages().slice(0, 15)).toEqual(
    body.entries.slice(5).map(({ message }: { message: string }) => message),
  )
  await browser.advance(16)
  await socket.until(() => socket.pings() > 0)
  socket.cut()
})

test.each([
  ['without a token', {}, 401, 'unauthorized'],
  ['with a token of nobody', { authorization: 'Bearer rubbish' }, 401, 'unauthorized'],
  ['from another site', { origin: 'http://evil.example' }, 403, 'origin_not_allowed'],
  ['under another name', { host: 'evil.example' }, 403, 'host_not_allowed'],
])('%s no web socket is opened', async (_, headers, status, code) => {
  const { refused } = await connect('/logs/ws', code === 'unauthorized' ? headers : { ...browser.bearer, ...headers })
  expect(refused).toEqual({ status, code })
})

test('what is no web socket is not opened as one, whatever its headers say', async () => {
  expect((await connect('/logs/tail?lines=1')).refused).toEqual({ status: 400, code: 'validation_failed' })
  expect((await connect('/nothing')).refused).toEqual({ status: 404, code: 'not_found' })
  expect((await connect('/logs/ws', { ...browser.bearer, 'sec-websocket-version': '8' })).refused).toEqual({
    status: 426,
    code: 'upgrade_required',
  })
  expect(await browser.ask('GET', '/logs/ws')).toMatchObject({ status: 426, body: { code: 'upgrade_required' } })
})

test('a request that asks for another protocol is answered with its body as any other', async () => {
  const options = { host: '127.0.0.1', port: server.port, path: '/confirmations', method: 'POST', agent: false }
  const type = { 'content-type': 'application/json' }
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    request({ ...options, headers: { ...browser.bearer, ...type, connection: 'Upgrade', upgrade: 'h2c' } }, done)
      .on('error', failed)
      .end(JSON.stringify({ action: 'tailLogs', params: { redact: false }, reason: 'A test' }))
  })
  expect([answer.statusCode, JSON.parse(await text(answer)).action]).toEqual([201, 'tailLogs'])
})

test('lines as they are need an approval here too', async () => {
  expect((await connect('/logs/ws?redact=false')).refused).toEqual({ status: 428, code: 'confirmation_required' })
})

test('a client that sends something is closed, and so is one that breaks the protocol', async () => {
  const talker = await open()
  talker.sendText('hello')
  expect(await talker.closed).toBe(1008)
  const breaker = await open()
  breaker.sendBytes(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  expect(await breaker.closed).toBe(1002)
})

test('when the agent stops its web sockets are closed', async () => {
  const socket = await open()
  await browser.served.stop()
  expect(await socket.closed).toBe(1000)
})
