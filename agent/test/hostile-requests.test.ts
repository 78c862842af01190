import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../src/core/problem.ts'
import { readOperations } from '../src/http/operation-table.ts'
import { createHttpApp } from './http-app.ts'
import { createPairedBrowser } from './paired-browser.ts'

const withBody = readOperations().filter(({ body, via }) => body !== 'none' && via === 'any')

describe.each(withBody.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('refuses a body of a hundred thousand levels', async () => {
    const { app, log } = await createHttpApp()
    const headers = { host: '127.0.0.1', authorization: 'Bearer owner', 'content-type': 'application/json' }
    const url = operation.path.replaceAll(/\{\w+\}/g, 'some-id')
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const payload = `{"config":${open.repeat(100_000)}1${close.repeat(100_000)}}`
      const answer = await app.inject({ method: operation.method as 'POST', url, headers, payload })
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed_json'])
    }
    await app.close()
    expect(log.lines).toEqual([])
  })
})

describe('a stream that needs an approval', () => {
  test('is not opened without one', async () => {
    const opened: string[] = []
    const streamLogs = (_input: never, reply: { raw: { end(): void }; hijack(): void }) => {
      opened.push('opened')
      reply.hijack()
      reply.raw.end()
    }
    const { app } = await createHttpApp({}, { streams: { streamLogs } })
    const headers = { host: '127.0.0.1', authorization: 'Bearer owner', accept: 'text/event-stream' }
    const refused = await app.inject({ url: '/logs/stream?redact=false', headers })
    expect([refused.statusCode, refused.json().code]).toEqual([428, 'confirmation_required'])
    const viewer = { ...headers, authorization: 'Bearer viewer' }
    const lower = await app.inject({ url: '/logs/stream?redact=false', headers: viewer })
    expect([lower.statusCode, lower.json().code]).toEqual([403, 'role_insufficient'])
    expect(opened).toEqual([])
    await app.inject({ url: '/logs/stream', headers })
    expect(opened).toEqual(['opened'])
    await app.close()
  })

  test('is opened by the gate alone', async () => {
    const opened: unknown[] = []
    const streamLogs = (input: { consent: unknown }, reply: { raw: { end(): void }; hijack(): void }) => {
      opened.push(input.consent)
      reply.hijack()
      reply.raw.end()
    }
    const carryOut = async <Result>(call: { token: string | undefined }, work: (consent: never) => Promise<Result>) => {
      if (call.token !== 'moc_good') throw new Problem('confirmation_invalid', 'Unknown token.')
      return work('the consent' as never)
    }
    const { app } = await createHttpApp({}, { streams: { streamLogs: streamLogs as never }, consent: { carryOut } })
    const headers = { host: '127.0.0.1', authorization: 'Bearer owner', accept: 'text/event-stream' }
    const url = '/logs/stream?redact=false'
    const bad = await app.inject({ url, headers: { ...headers, 'x-confirmation-token': 'moc_bad' } })
    expect(bad.statusCode).toBe(403)
    await app.inject({ url, headers: { ...headers, 'x-confirmation-token': 'moc_good' } })
    expect(opened).toEqual(['the consent'])
    await app.close()
  })
})

describe('with half a character in it', () => {
  let browser: Awaited<ReturnType<typeof createPairedBrowser>>
  beforeEach(async () => {
    browser = await createPairedBrowser('healthy')
  })
  afterEach(async () => {
    await browser.stop()
    expect(browser.log.lines).toEqual([])
  })

  const half = '\\ud800'
  test.each([
    [
      'a proposal of an action',
      '/confirmations',
      `{"action":"runOpsAction","reason":"x","params":{"action":"backup","params":{"a":"${half}"}}}`,
    ],
    [
      'a proposal with a name',
      '/confirmations',
      `{"action":"runOpsAction","reason":"x","params":{"action":"backup","params":{"${half}":1}}}`,
    ],
    [
      'a proposal of a configuration',
      '/confirmations',
      `{"action":"applyConfig","reason":"x","params":{"config":{"a":"${half}"}}}`,
    ],
    [
      'a proposal of an installation',
      '/confirmations',
      `{"action":"installLocal","reason":"x","params":{"method":"npm","config":{"a":"${half}"}}}`,
    ],
    ['a reason', '/confirmations', `{"action":"runOpsAction","reason":"${half}","params":{"action":"backup"}}`],
    ['a call', '/ops/action', `{"action":"backup","params":{"a":"${half}"}}`],
    ['a call of a configuration', '/config/apply', `{"config":{"a":"${half}"}}`],
    ['a check of a configuration', '/config/validate', `{"config":{"a":"${half}"},"thorough":false}`],
  ])('%s is refused', async (_name, url, payload) => {
    const { status, body } = await browser.raw('POST', url, payload)
    expect([status, body.code]).toEqual([400, 'malformed_json'])
  })
})
