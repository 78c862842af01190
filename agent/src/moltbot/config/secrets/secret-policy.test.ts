import { describe, expect, test } from 'vitest'
import { formatPath } from '../path.ts'
import { createSecretPolicy } from './secret-policy.ts'

const policy = createSecretPolicy()
const secretsIn = (document: unknown) => policy.find(document).map(({ path }) => formatPath(path))
const ref = { source: 'env', provider: 'default', id: 'OPENAI_API_KEY' }
const variable = (name: string) => ['$', '{', name, '}'].join('')
const key = ['sk', 'ant', 'api03', 'x'.repeat(24)].join('-')

describe('secret is', () => {
  test.each([
    ['what MoltBot marks sensitive', { models: { providers: { custom: { request: { tls: { key: 'x' } } } } } }],
    ['that in an item of a list', { hooks: { mappings: [{ sessionKey: 'x' }] } }],
    ['what is below it', { plugins: { entries: { onepassword: { config: { items: { a: { vault: 'x' } } } } } } }],
    ['a name that says so', { plugins: { entries: { mine: { config: { DB_PASS: 'x' } } } } }],
    ['an item of a list that says so', { plugins: { entries: { mine: { config: { apiKeys: ['x'] } } } } }],
    ['a variable', { env: { vars: { ANYTHING: 'x' } } }],
    ['a header', { tools: { web: { fetch: { headers: { 'X-Any': 'x' } } } } }],
    ['a number under such a name', { plugins: { entries: { mine: { config: { pin: 1234 } } } } }],
    ['a password in an address', { browser: { cdpUrl: 'https://anna:correct-horse@host.example' } }],
    ['a key of known form anywhere', { messages: { note: `use ${key}` } }],
    ['the argument behind its option', { mcp: { servers: { x: { args: ['--api-key', 'abc'] } } } }],
    [
      'what only looks like a reference',
      { gateway: { auth: { token: { source: 'env', provider: 'default', id: 'lower' } } } },
    ],
    ['an escaped substitution', { gateway: { auth: { token: `$${variable('TOKEN')}` } } }],
    ['a substitution with more around it', { gateway: { auth: { token: `abc${variable('TOKEN')}` } } }],
  ])('%s', (_, document) => {
    expect(secretsIn(document).length).toBeGreaterThan(0)
  })
})

describe('no secret is', () => {
  test.each([
    ['a reference to one', { models: { providers: { openai: { apiKey: ref } } } }],
    ['one that goes to a file', { talk: { providers: { x: { apiKey: { ...ref, source: 'file', id: '/a/b' } } } } }],
    ['a substitution', { gateway: { auth: { token: variable('OPENCLAW_GATEWAY_TOKEN') } } }],
    ['its short form', { gateway: { auth: { token: '$OPENCLAW_GATEWAY_TOKEN' } } }],
    [
      'a header made of one',
      { mcp: { servers: { x: { headers: { Authorization: `Bearer ${variable('TOKEN')}` } } } } },
    ],
    ['nothing', { gateway: { auth: { token: '' } } }],
    ['a count of tokens', { agents: { defaults: { contextTokens: 200_000, maxTokens: 5 } } }],
    ['a switch', { plugins: { entries: { onepassword: { enabled: true } } } }],
    ['where secrets are looked up', { secrets: { providers: { f: { source: 'file', path: '/home/anna/s.json' } } } }],
    ['who may write', { channels: { telegram: { allowFrom: ['tg:15551234567'] } } }],
    ['the mode of login', { gateway: { auth: { mode: 'token' } } }],
  ])('%s', (_, document) => {
    expect(secretsIn(document)).toEqual([])
  })
})

test('the installed schema adds to what is known', () => {
  const document = { channels: { new: { accounts: { a: { pairing: 'x' } } } } }
  expect(policy.find(document)).toEqual([])
  expect(createSecretPolicy(['channels.new.accounts.*.pairing']).find(document)).toHaveLength(1)
})

test('a place where a secret is expected is known before one stands there', () => {
  expect(policy.expects(['gateway', 'auth', 'token'])).toBe(true)
  expect(policy.expects(['plugins', 'entries', 'mine', 'config', 'clientSecret'])).toBe(true)
  expect(policy.expects(['gateway', 'auth', 'mode'])).toBe(false)
})
