import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPairedBrowser } from './paired-browser.ts'

let browser: Awaited<ReturnType<typeof createPairedBrowser>>
beforeEach(async () => {
  browser = await createPairedBrowser('healthy')
})
afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** 10 MB, as a proposal, a validation and a change carry them. */
const large = { config: { notes: Array.from({ length: 10 }, () => 'x'.repeat(1_000_000)) } }

test.each<[what: string, url: string, body: object]>([
  ['validated', '/config/validate', large],
  ['compared', '/config/diff', large],
  ['proposed', '/confirmations', { action: 'applyConfig', params: large, reason: 'r' }],
  [
    'made of five million numbers',
    '/config/validate',
    { config: { numbers: Array.from({ length: 5_000_000 }, () => 0) } },
  ],
])('a configuration of 10 MB that is %s is refused as that', async (_what, url, body) => {
  const { status, body: answer } = await browser.ask('POST', url, body)
  expect([status, answer.code, answer.message]).toEqual([
    413,
    'payload_too_large',
    'A configuration may have 1024 KiB at most.',
  ])
})

test('a body of 12 MB is refused before it is read', async () => {
  const { status, body } = await browser.ask('POST', '/config/validate', { config: { a: 'x'.repeat(12_000_000) } })
  expect([status, body.code]).toEqual([413, 'payload_too_large'])
})

const levels = (count: number) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`

test.each<[what: string, text: string, status: number, code: string, words: RegExp]>([
  ['200 levels', levels(200), 400, 'malformed_json', /nested more than 100 levels/],
  ['90 levels', levels(90), 400, 'validation_failed', /nested more than 64 levels/],
  ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 400, 'malformed_json', /not allowed: `__proto__`/],
  ['a constructor with a prototype', '{"constructor":{"prototype":{"a":1}}}', 400, 'malformed_json', /not allowed/],
  ['a constructor', '{"a":{"constructor":1}}', 400, 'validation_failed', /constructor is not allowed/],
])('%s in a configuration is refused, and nothing is changed', async (_what, config, status, code, words) => {
  const { hash } = (await browser.ask('GET', '/config')).body
  const answer = await browser.raw('POST', '/config/validate', `{"config":${config}}`)
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(answer.body.message).toMatch(words)
  expect((await browser.ask('GET', '/config')).body.hash).toBe(hash)
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
})

test('a text with comments is judged with them', async () => {
  const text = '{ /* why */ gateway: { mode: "local" }, // and so on\n }'
  const body = { config: { gateway: { mode: 'local' } }, text, thorough: false }
  expect(await browser.ask('POST', '/config/validate', body)).toMatchObject({ status: 200, body: { valid: true } })
})

test('a text with duplicate keys is refused, and the key is named with its place', async () => {
  const text = '{ gateway: { mode: "remote", mode: "local" } }'
  const { status, body } = await browser.ask('POST', '/config/diff', { config: { gateway: { mode: 'local' } }, text })
  expect({ status, body }).toMatchObject({
    status: 400,
    body: {
      code: 'validation_failed',
      message: 'gateway.mode is given more than once; MoltBot takes the last one.',
      details: [{ path: '/text/gateway/mode' }],
    },
  })
})

test('the configuration carries the hash of its file as ETag', async () => {
  const answer = await browser.raw('GET', '/config')
  expect(answer.headers.etag).toBe(`"${answer.body.hash}"`)
  expect((await browser.raw('GET', '/config/history')).headers.etag).toBeUndefined()
})
