import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../../../../tools/real/docker-engine.ts'
import { createImages } from './images.ts'

let folder: string
let engine: DockerEngine
let registry: Server
let address: string
/** Of the manifest that the registry serves. */
let digest: string
const images = () => createImages({ sockets: [engine.socketPath], ownUid: process.getuid?.() ?? 0 })

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'images-real-'))
  mkdirSync(join(folder, 'root'))
  writeFileSync(join(folder, 'root/readme'), 'an image')
  execFileSync('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'layer.tar'), '.'])
  const blobs = new Map<string, Buffer>()
  const blob = (bytes: Buffer) => {
    blobs.set(digestOf(bytes), bytes)
    return { size: bytes.length, digest: digestOf(bytes) }
  }
  const layer = readFileSync(join(folder, 'layer.tar'))
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs }))
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', ...blob(config) },
      layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar', ...blob(layer) }],
    }),
  )
  digest = digestOf(manifest)
  const wrong = `sha256:${'00'.repeat(32)}`
  registry = createServer((request, response) => {
    const url = request.url ?? ''
    const manifestPath = ['2026.9.6', digest, wrong].some((name) => url === `/v2/bot/manifests/${name}`)
    const bytes = manifestPath ? manifest : (blobs.get(url.replace('/v2/bot/blobs/', '')) ?? null)
    if (url === '/v2/') response.end('{}')
    else if (bytes === null) {
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')
    } else {
      const type = manifestPath ? manifestType : 'application/octet-stream'
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'docker-content-digest': digest })
      response.end(request.method === 'HEAD' ? undefined : bytes)
    }
  }).listen(0, '127.0.0.1')
  await once(registry, 'listening')
  const listening = registry.address()
  address = `127.0.0.1:${typeof listening === 'object' ? listening?.port : ''}`
  engine = await startDockerEngine()
  await engine.docker('import', join(folder, 'layer.tar'), 'local/bot:1')
})
afterAll(async () => {
  await engine?.dispose()
  registry?.closeAllConnections()
  registry?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the engine is known, and it runs as root', async () => {
  expect(await images().engine()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+/),
    rootless: false,
    socket: engine.socketPath,
  })
})

test('an image that was made here has only its id', async () => {
  const found = await images().local('local/bot:1')
  expect(found).toMatchObject({ local: true, bytes: expect.any(Number) })
  expect(found?.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(found?.reference).toBe(found?.digest)
  expect(await images().local(found?.digest ?? '')).toEqual(found)
  expect(await images().local('local/other:1')).toBeNull()
})

test('an image is pulled by the digest that its registry told', async () => {
  const told = await images().remoteDigest(`${address}/bot:2026.9.6`, { timeoutMs: 10_000 })
  expect(told).toBe(digest)
  expect(await images().remoteDigest(`${address}/bot:none`, { timeoutMs: 10_000 })).toBeNull()
  const lines: string[] = []
  const reference = `${address}/bot@${told}`
  const pulled = await images().pull(reference, { timeoutMs: 30_000, onLine: (line) => lines.push(line) })
  expect(pulled).toEqual({ reference, digest, bytes: expect.any(Number), local: false })
  expect(lines.join('\n')).toMatch(/Pull complete/)
  expect(await images().local(reference)).toEqual(pulled)
})

test('what a registry does not have, or delivers falsely, is not pulled', async () => {
  const none = images().pull(`${address}/bot@sha256:${'11'.repeat(32)}`, { timeoutMs: 30_000 })
  await expect(none).rejects.toMatchObject({ reason: 'not_found' })
  const lie = `${address}/bot@sha256:${'00'.repeat(32)}`
  await expect(images().pull(lie, { timeoutMs: 30_000 })).rejects.toMatchObject({ reason: 'unsafe' })
  expect(await images().local(lie)).toBeNull()
})

test('a registry that cannot be reached is said so', async () => {
  const pulling = images().pull(`127.0.0.1:1/bot@${digest}`, { timeoutMs: 30_000 })
  await expect(pulling).rejects.toMatchObject({ reason: 'unreachable' })
})
