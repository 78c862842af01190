import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createImages } from './images.ts'

const digest = `sha256:${'a1'.repeat(32)}`
const other = `sha256:${'b2'.repeat(32)}`
const ownUid = process.getuid?.() ?? 0
let folder: string
let server: Server | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'images-'))
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** An engine that answers these paths; what is asked is kept. */
async function engine(answers: Record<string, [status: number, body: unknown]>, securityOptions: string[] = []) {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? ''
    asked.push(`${request.method} ${path} ${request.headers['x-registry-auth'] ?? ''}`.trim())
    const known: Record<string, [number, unknown]> = {
      '/version': [200, { Version: '27.1.0' }],
      '/info': [200, { SecurityOptions: securityOptions }],
      ...answers,
    }
    const [status, body] = known[path] ?? [404, { message: 'no such image' }]
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  server = createServer(listener).listen(join(folder, 'engine.sock'))
  await once(server, 'listening')
  return { asked, images: createImages({ sockets: [join(folder, 'none.sock'), join(folder, 'engine.sock')], ownUid }) }
}

const pullPath = `/images/create?fromImage=host.example%2Fa&tag=${encodeURIComponent(digest)}`
const name = `host.example/a@${digest}`

test('the engine says its version, and whether it runs without root', async () => {
  const rootless = await engine({}, ['name=seccomp,profile=builtin', 'name=rootless'])
  expect(await rootless.images.engine()).toEqual({
    version: '27.1.0',
    rootless: true,
    socket: join(folder, 'engine.sock'),
  })
})

test('without an engine there is none, and no image', async () => {
  const images = createImages({ sockets: [join(folder, 'none.sock'), '/dev/null'], ownUid })
  expect(await images.engine()).toBeNull()
  expect(await images.local('a:1')).toBeNull()
  expect(await images.remoteDigest('a:1', { timeoutMs: 1000 })).toBeNull()
  await expect(images.pull(name, { timeoutMs: 1000 })).rejects.toMatchObject({ reason: 'failed' })
})

test('an image is told by the digest of its registry, a local one by its id', async () => {
  const { images } = await engine({
    '/images/host.example/a:1/json': [200, { Id: other, RepoDigests: [`b@${other}`, name], Size: 5 }],
    '/images/mine:1/json': [200, { Id: other, RepoDigests: [], Size: 7 }],
  })
  expect(await images.local('host.example/a:1')).toEqual({ reference: name, digest, bytes: 5, local: false })
  expect(await images.local('mine:1')).toEqual({ reference: other, digest: other, bytes: 7, local: true })
  expect(await images.local('none:1')).toBeNull()
})

test('the digest of a tag is told by the registry, or not at all', async () => {
  const { images, asked } = await engine({
    '/distribution/host.example/a:1/json': [200, { Descriptor: { digest } }],
    '/distribution/host.example/b:1/json': [500, { message: 'dial tcp: connection refused' }],
  })
  expect(await images.remoteDigest('host.example/a:1', { timeoutMs: 5000 })).toBe(digest)
  expect(await images.remoteDigest('host.example/b:1', { timeoutMs: 5000 })).toBeNull()
  expect(await images.remoteDigest(other, { timeoutMs: 5000 })).toBeNull()
  expect(asked).toContain('GET /distribution/host.example/a:1/json')
})

test('a pull tells each step of a layer once and proves what came', async () => {
  const lines: string[] = []
  const steps = [
    { status: 'Pulling from a', id: digest },
    { status: 'Downloading', id: 'l1', progressDetail: { current: 1, total: 9 } },
    { status: 'Downloading', id: 'l1', progressDetail: { current: 9, total: 9 } },
    { status: 'Pull complete', id: 'l1', progressDetail: {} },
    { status: 'Status: Downloaded newer image' },
  ]
  const { images, asked } = await engine({
    [pullPath]: [200, steps.map((step) => JSON.stringify(step)).join('\r\n')],
    [`/images/${name}/json`]: [200, { Id: other, RepoDigests: [name], Size: 5 }],
  })
  const pulled = await images.pull(name, { timeoutMs: 5000, onLine: (line) => lines.push(line) })
  expect(pulled).toEqual({ reference: name, digest, bytes: 5, local: false })
  expect(lines).toEqual([
    `${digest}: Pulling from a`,
    'l1: Downloading',
    'l1: Pull complete',
    'Status: Downloaded newer image',
  ])
  expect(asked).toContain(`POST ${pullPath}`)
})

test('another image than the one that was agreed is refused', async () => {
  const { images } = await engine({
    [pullPath]: [200, '{"status":"Done"}'],
    [`/images/${name}/json`]: [200, { Id: other, RepoDigests: [`host.example/a@${other}`], Size: 5 }],
  })
  await expect(images.pull(name, { timeoutMs: 5000 })).rejects.toMatchObject({ reason: 'unsafe' })
})

test.each(['a:1', 'a', `a:1@${digest}`, other])('%s is not pulled, because it is no plain digest', async (text) => {
  const { images, asked } = await engine({})
  await expect(images.pull(text, { timeoutMs: 5000 })).rejects.toMatchObject({ reason: 'unsafe' })
  expect(asked).toEqual([])
})

test.each([
  ['manifest unknown', 'not_found'],
  ['no space left on device', 'no_space'],
  ['Get https://host.example/v2/: dial tcp: lookup host.example: no such host', 'unreachable'],
  ['unauthorized: authentication required', 'denied'],
  ['x509: certificate signed by unknown authority', 'unreachable'],
  ['net/http: TLS handshake timeout', 'timeout'],
  ['something else at host.example', 'failed'],
])('a pull that ends with %j is %s', async (error, reason) => {
  const { images } = await engine({ [pullPath]: [200, JSON.stringify({ error, errorDetail: { message: error } })] })
  const pulling = images.pull(name, { timeoutMs: 5000 })
  await expect(pulling).rejects.toMatchObject({ reason, message: expect.not.stringContaining('host.example') })
})

test('a pull is cancelled, and one that never ends is given up', async () => {
  const { images } = await engine({})
  server?.removeAllListeners('request')
  server?.on('request', (request, response) => {
    if (request.url === '/version') response.end('{"Version":"1"}')
    else if (request.url === '/info') response.end('{}')
    else response.write('{"status":"Waiting"}\n')
  })
  const stop = new AbortController()
  const cancelled = images.pull(name, { timeoutMs: 60_000, signal: stop.signal, onLine: () => stop.abort() })
  await expect(cancelled).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('cancelled') })
  await expect(images.pull(name, { timeoutMs: 50 })).rejects.toMatchObject({ reason: 'timeout' })
})
