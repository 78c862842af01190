import { describe, expect, test } from 'vitest'
import { smallHints, smallSchema } from '../test/small-schema.ts'
import { createSchemaIndex, partsOf } from './schema-index.ts'

const index = createSchemaIndex({ version: '2026.9.6', schema: smallSchema, uiHints: smallHints })
const setting = (path: string) => index.settings().find((one) => one.path === path)

test('every setting is listed once, with what a person needs to know', () => {
  const isRecursive = (path: string) => path.startsWith('plugins.imap.folder')
  const listed = index.settings().filter(({ path }) => !isRecursive(path))
  expect(listed.map(({ path, type }) => `${path}: ${type}`)).toEqual([
    'gateway.mode: choice',
    'gateway.port: integer',
    'gateway.bind: choice',
    'gateway.auth.mode: choice',
    'gateway.auth.token: secret',
    'channels.telegram.dmPolicy: choice',
    'channels.telegram.allowFrom: list of string or number',
    'channels.telegram.streaming: boolean or object',
    'channels.telegram.streaming.mode: string',
    'models.providers: map',
    'models.providers.*.baseUrl: string',
    'models.providers.*.apiKey: secret',
    'bindings: list of object',
    'bindings[].agentId: string',
    'plugins.imap.accounts: map',
    'plugins.imap.accounts.*.password: secret',
    'plugins.imap.accounts.*.port: integer',
  ])
  expect(setting('gateway.port')).toEqual({
    path: 'gateway.port',
    type: 'integer',
    title: 'Port of the gateway',
    help: 'A TCP port.',
    group: 'Gateway',
    sensitive: false,
    advanced: false,
    essential: true,
    enum: null,
    default: null,
    effect: 'restart',
  })
  expect(setting('channels.telegram.dmPolicy')).toMatchObject({ enum: ['pairing', 'open'], default: '"pairing"' })
  expect(setting('gateway.mode')).toMatchObject({ enum: ['local', 'remote'], advanced: true })
  expect(setting('channels.telegram.allowFrom')).toMatchObject({ advanced: false, sensitive: false, effect: 'hot' })
  expect(setting('plugins.imap.accounts.*.password')).toMatchObject({ sensitive: true, advanced: true })
})

test('a setting that holds itself is listed to a depth', () => {
  const depths = index.settings().filter(({ path }) => /^plugins\.imap\.folder\.(?:inner\.)*name$/.test(path))
  expect(depths.length).toBeGreaterThan(2)
  expect(depths.length).toBeLessThan(20)
})

test('without hints the schema itself says what it can', () => {
  const bare = createSchemaIndex({ version: '2026.9.6', schema: smallSchema, uiHints: null })
  expect(bare.settings().find(({ path }) => path === 'gateway.port')).toMatchObject({
    title: 'Gateway Port',
    help: 'Where it listens.',
    group: 'Gateway',
    advanced: true,
  })
})

describe('a search', () => {
  const found = (words: string) => index.search(words).map(({ path }) => path)
  test('finds by the end of the path first', () => {
    expect(found('port')).toEqual(['gateway.port', 'plugins.imap.accounts.*.port'])
  })
  test('wants every word, in path, title or help', () => {
    expect(found('tcp gateway')).toEqual(['gateway.port'])
    expect(found('tcp telegram')).toEqual([])
  })
  test('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([])
  })
})

describe('a subtree', () => {
  test('has its references resolved and is cut where it gets deep', () => {
    expect(index.subtree('plugins.imap.accounts.*.password')).toMatchObject({ anyOf: [{ type: 'string' }, {}] })
    const folder = index.subtree('plugins.imap.folder')
    expect(folder).toMatchObject({
      properties: { inner: { properties: { inner: { properties: { inner: { 'x-more': true } } } } } },
    })
    expect(JSON.stringify(folder)).not.toContain('$ref')
  })
  test('of the whole shows the sections', () => {
    const whole = index.subtree('')
    expect(Object.keys(whole?.properties ?? {})).toEqual(['gateway', 'channels', 'models', 'bindings', 'plugins'])
    expect(whole).toMatchObject({ properties: { gateway: { properties: { auth: { 'x-more': true } } } } })
  })
  test('is found under a name that was chosen, and in a list', () => {
    expect(index.subtree('models.providers["my/own.v1"].baseUrl')).toEqual({ type: 'string', minLength: 1 })
    expect(index.subtree('bindings[0].agentId')).toEqual({ type: 'string' })
    expect(index.subtree('channels.telegram.streaming.mode')).toEqual({ type: 'string' })
  })
  test('that is not there is null', () => {
    expect(index.subtree('gateway.nothing')).toBeNull()
    expect(index.subtree('__proto__')).toBeNull()
  })
})

test('a path is taken apart as it is written', () => {
  expect(partsOf('a.b[].c["x.y"].*')).toEqual(['a', 'b', '[]', 'c', 'x.y', '*'])
  expect(partsOf('')).toEqual([])
})
