import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpApp } from '../../test/http-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-'))
const dist = join(folder, 'dist')
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(dist, 'assets'), { recursive: true })
  writeFileSync(join(dist, 'index.html'), '<title>console</title>')
  writeFileSync(join(dist, 'assets/app-1a2b.js'), 'run()')
  writeFileSync(join(folder, 'secret.txt'), 'not for the web')
  app = (await createHttpApp({}, { consoleDir: dist })).app
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const ask = (url: string, host = '127.0.0.1:7337') => app.inject({ url, headers: { host } })

test('pages of the router get the one page there is, under a strict policy', async () => {
  for (const path of ['/console/', '/console/access', '/console/deep/er']) {
    const answer = await ask(path)
    expect([path, answer.statusCode, answer.body]).toEqual([path, 200, '<title>console</title>'])
    expect(answer.headers['cache-control']).toBe('no-cache')
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  }
})

test('built files are kept by the browser for ever, because their name changes with them', async () => {
  const answer = await ask('/console/assets/app-1a2b.js')
  expect([answer.statusCode, answer.body]).toEqual([200, 'run()'])
  expect(answer.headers['cache-control']).toContain('immutable')
})

test('a missing file is 404 in the envelope', async () => {
  const answer = await ask('/console/assets/gone.js')
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
})

test.each([
  '/console/../secret.txt',
  '/console/%2e%2e/secret.txt',
  '/console/..%2fsecret.txt',
  '/console/%252e%252e%252fsecret.txt',
  '/console/..%5csecret.txt',
  '/console/assets/..%2f..%2f..%2fsecret.txt',
  '/console/secret.txt%00.js',
])('%s never leaves the folder', async (path) => {
  const answer = await ask(path)
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.body).not.toContain('not for the web')
})

test('localhost is sent to the one canonical address, and nowhere else', async () => {
  for (const [path, to] of [
    ['/console/access?x=1', 'http://127.0.0.1:7337/console/access?x=1'],
    ['/', 'http://127.0.0.1:7337/'],
  ]) {
    const answer = await ask(String(path), 'localhost:7337')
    expect([answer.statusCode, answer.headers.location]).toEqual([307, to])
  }
  expect((await ask('/')).headers.location).toBe('/console/')
})

test('without a built console there is none, and the API works', async () => {
  const { app: bare } = await createHttpApp()
  expect((await bare.inject({ url: '/console/', headers: { host: '127.0.0.1' } })).statusCode).toBe(404)
  await bare.close()
})
