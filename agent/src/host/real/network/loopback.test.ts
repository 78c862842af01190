import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createLoopbackGet } from './loopback-get.ts'
import { openLoopbackSocket } from './loopback-socket.ts'

const clients = createLoopbackGet(() => performance.now())
const servers: Server[] = []
afterEach(() => {
  clients.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: Parameters<typeof createServer>[1] & {}): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const bounds = { timeoutMs: 500, maxBytes: 100 }

test('an answer comes with its status, type and latency', async () => {
  const { url } = await serve((_, answer) => answer.writeHead(503, { 'content-type': 'application/json' }).end('{}'))
  const answer = await clients.get(`${url}/readyz`, bounds)
  expect(answer).toMatchObject({ status: 503, contentType: 'application/json', body: '{}' })
  expect(answer.latencyMs).toBeGreaterThan(0)
})

test('an endless body is cut, and the next request works', async () => {
  const { url } = await serve((request, answer) => {
    if (request.url === '/endless') setInterval(() => answer.write('x'.repeat(60)), 5).unref()
    else answer.end('ok')
  })
  expect((await clients.get(`${url}/endless`, bounds)).body).toHaveLength(100)
  expect((await clients.get(`${url}/`, bounds)).body).toBe('ok')
})

test('a redirect is an answer, not a way', async () => {
  const { url } = await serve((_, answer) => answer.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())
  expect(await clients.get(url, bounds)).toMatchObject({ status: 302 })
})

test('silence is a timeout and a closed port names its code', async () => {
  const { url, server } = await serve(() => undefined)
  await expect(clients.get(url, { ...bounds, timeoutMs: 50 })).rejects.toMatchObject({ reason: 'timeout' })
  server.closeAllConnections()
  server.close()
  await expect(clients.get(url, bounds)).rejects.toMatchObject({ reason: 'failed', message: 'ECONNREFUSED' })
})

test('a kept connection that the server closed is opened again', async () => {
  const sockets: Socket[] = []
  const { url, server } = await serve((_, answer) => answer.end('ok'))
  server.on('connection', (socket) => sockets.push(socket))
  await clients.get(url, bounds)
  sockets[0]?.resetAndDestroy()
  expect((await clients.get(url, bounds)).body).toBe('ok')
})

test.each(['http://localhost:1/', 'http://10.0.0.1/', 'http://127.0.0.1.example.org/', 'ftp://127.0.0.1/', 'nonsense'])(
  '%s is refused',
  async (url) => {
    await expect(clients.get(url, bounds)).rejects.toMatchObject({ reason: 'denied' })
  },
)

async function serveSocket(use: (socket: Socket) => void, accept = true): Promise<string> {
  const { server, url } = await serve((_, answer) => answer.end())
  server.on('upgrade', (request, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const hash = accept ? createHash('sha1').update(key).digest('base64') : 'wrong'
    socket.write(`HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${hash}\r\n\r\n`)
    use(socket)
  })
  return url.replace('http:', 'ws:')
}

const open = (url: string) => openLoopbackSocket(url, { timeoutMs: 500, maxFrameBytes: 1000 })

test('messages that come before anybody listens are kept in order', async () => {
  const url = await serveSocket((socket) => socket.write('\x81\x01a\x81\x01b', 'latin1'))
  const socket = await open(url)
  const seen: string[] = []
  await new Promise<void>((done) => {
    socket.onMessage((text) => {
      seen.push(text)
      if (seen.length === 2) done()
    })
  })
  expect(seen).toEqual(['a', 'b'])
  socket.close()
})

test('a frame over the bound closes the socket with 1009', async () => {
  const url = await serveSocket((socket) => socket.write(Buffer.from([0x81, 127, 0, 0, 0, 0, 3, 32, 0, 0])))
  const socket = await open(url)
  const code = await new Promise((done) => socket.onClose(done))
  expect(code).toBe(1009)
})

test('the close frame of the server is told with its reason', async () => {
  const url = await serveSocket((socket) =>
    socket.write(Buffer.concat([Buffer.from([0x88, 5, 3, 0xf4]), Buffer.from('bye')])),
  )
  const socket = await open(url)
  expect(await new Promise((done) => socket.onClose((...end) => done(end)))).toEqual([1012, 'bye'])
})

test('a server that pings without reading the answers is left', async () => {
  const ping = Buffer.concat([Buffer.from([0x89, 125]), Buffer.alloc(125)])
  const pings = Buffer.concat(Array.from({ length: 8192 }, () => ping))
  const url = await serveSocket((socket) => {
    socket.pause().on('error', () => undefined)
    for (let i = 0; i < 64; i++) socket.write(pings)
  })
  const socket = await open(url)
  expect(await new Promise((done) => socket.onClose(done))).toBe(1006)
})

test('a connection that breaks off closes with 1006', async () => {
  const url = await serveSocket((socket) => setImmediate(() => socket.resetAndDestroy()))
  const socket = await open(url)
  expect(await new Promise((done) => socket.onClose(done))).toBe(1006)
})

test('a server that is no web socket, or answers the handshake wrongly, is refused', async () => {
  const { url } = await serve((_, answer) => answer.end('hello'))
  await expect(open(url.replace('http:', 'ws:'))).rejects.toMatchObject({ message: 'HTTP 200 instead of a web socket' })
  const wrong = await serveSocket(() => undefined, false)
  await expect(open(wrong)).rejects.toMatchObject({ reason: 'failed' })
})
