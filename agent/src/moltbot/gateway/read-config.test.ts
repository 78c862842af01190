import { expect, test } from 'vitest'
import { createFakeHost } from '../test/fake-host.ts'
import { createConfigReader, parseConfig } from './read-config.ts'

const path = '/home/anna/.openclaw/openclaw.json'
const token = ['tok', 'en', '-of-', 'the-gateway'].join('')

function parse(text: string) {
  const secrets: Record<string, string> = {}
  const config = parseConfig(text, 5, (name, value) => {
    secrets[name] = value
  })
  return { config, secrets }
}

test('JSON5 with comments and bare keys is read', () => {
  const { config } = parse(`{ // mine
    gateway: { mode: 'local', port: 28789, bind: 'loopback', auth: { mode: 'token', token: '${token}' }, },
    logging: { file: '/var/log/bot.log' }, channels: { telegram: {}, discord: { enabled: false } } }`)
  expect(config).toMatchObject({
    parseError: null,
    port: 28_789,
    bind: 'loopback',
    authMode: 'token',
    credential: { token },
    logFile: '/var/log/bot.log',
    channels: ['telegram'],
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  })
})

test('every secret is told by its place, and words that are none are not', () => {
  const { secrets } = parse(
    JSON.stringify({
      gateway: { auth: { token, mode: 'password' }, bind: 'loopback' },
      channels: { telegram: { botToken: '123456:abcdef', accounts: { a: { 'webhook-secret': 'seventeen' } } } },
      models: { providers: { anthropic: { apiKey: 'a-long-key', baseUrl: 'https://example.org' } } },
      mcp: { servers: { x: { env: { PLAIN_NAME: 'anything' }, headers: { 'X-Y': 'header-value' } } } },
      skills: { entries: { y: { apiKey: '$' + '{SOME_KEY}' } } },
    }),
  )
  expect(secrets).toEqual({
    'gateway.auth.token': token,
    'channels.telegram.botToken': '123456:abcdef',
    'channels.telegram.accounts.a.webhook-secret': 'seventeen',
    'models.providers.anthropic.apiKey': 'a-long-key',
    'mcp.servers.x.env.PLAIN_NAME': 'anything',
    'mcp.servers.x.headers.X-Y': 'header-value',
  })
})

test('a token that is only the name of a variable is no credential', () => {
  expect(parse(`{gateway:{auth:{token:'$` + `{OPENCLAW_GATEWAY_TOKEN}'}}}`).config.credential).toBeNull()
})

test('a password is used where the mode says so', () => {
  expect(
    parse(`{gateway:{auth:{mode:'password',token:'${token}',password:'hunter-hunter'}}}`).config.credential,
  ).toEqual({
    password: 'hunter-hunter',
  })
})

test.each([
  ['broken text', '{ gateway: ', /JSON5/],
  ['a list', '[]', /no object/],
  ['nothing', '', /JSON5/],
])('%s is told and yields nothing', (_, text, message) => {
  const { config } = parse(text)
  expect(config.parseError).toMatch(message)
  expect(config).toMatchObject({ port: null, credential: null, channels: [] })
})

test.each(['[', '{a:'])('a file that is nested without end (%s) is told and yields nothing', (opening) => {
  const closing = opening === '[' ? ']' : '}'
  const { config } = parse(`{a:${opening.repeat(20_000)}1${closing.repeat(20_000)}}`)
  expect(config).toMatchObject({ parseError: expect.stringMatching(/deep/), credential: null })
})

test('a config full of secrets tells a bounded part of them, and the one that opens the gateway in any case', () => {
  const env = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`K${i}`, `${i}`.padEnd(200, 'x')]))
  const { secrets } = parse(JSON.stringify({ env, gateway: { auth: { token } } }))
  expect(secrets['gateway.auth.token']).toBe(token)
  expect(Object.values(secrets).join('').length).toBeLessThan(20_000)
})

test('nonsense in every field is left out', () => {
  const { config } = parse(`{gateway:{port:'x',bind:[],auth:3},logging:7,channels:[1]}`)
  expect(config).toMatchObject({
    parseError: null,
    port: null,
    bind: null,
    authMode: null,
    logFile: null,
    channels: [],
  })
})

test('an edit can be told by names, without the values being kept', () => {
  const { config } = parse(`{gateway:{port:1,auth:{token:'${token}'}}}`)
  expect([...config.leaves.keys()]).toEqual(['gateway.port', 'gateway.auth.token'])
  expect(JSON.stringify([...config.leaves])).not.toContain(token)
})

test('a file is parsed again only when it is another one', async () => {
  const { host, disk } = createFakeHost()
  const told = new Set<string>()
  const reader = createConfigReader(host, (_, value) => told.add(value))
  disk.write(path, `{gateway:{auth:{token:'${token}'}}}`, { uid: 1000, at: 1 })
  const first = await reader.read(path, 1000)
  expect(await reader.read(path, 1000)).toBe(first)
  expect([...told]).toEqual([token])
  disk.write(path, `{gateway:{auth:{token:'${token}2'}}}`, { uid: 1000, at: 2 })
  expect(await reader.read(path, 1000)).toMatchObject({ kind: 'read', config: { credential: { token: `${token}2` } } })
})

test('a missing file, one of somebody else and one that is too large are told apart', async () => {
  const { host, disk } = createFakeHost()
  const reader = createConfigReader(host, () => {})
  expect(await reader.read(path, 1000)).toEqual({ kind: 'missing' })
  disk.write(path, '{}', { uid: 0, at: 1 })
  expect(await reader.read(path, 1000)).toMatchObject({ kind: 'refused', reason: 'unsafe' })
  disk.write(path, ' '.repeat(3_000_000), { uid: 1000, at: 2 })
  expect(await reader.read(path, 1000)).toMatchObject({ kind: 'refused', reason: 'too_large' })
})
