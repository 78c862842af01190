import { describe, expect, test } from 'vitest'
import { formatPath } from '../path.ts'
import { smallSchema } from '../test/small-schema.ts'
import { checkDocument } from './check-document.ts'
import { createSchemaReader } from './schema-node.ts'

const reader = createSchemaReader(smallSchema)
const issues = (document: Record<string, unknown>) =>
  checkDocument(document, reader).map(({ code, path }) => `${code} ${formatPath(path)}`)

test('a good document has no issues', () => {
  const document = {
    $schema: 'https://example.com/s.json',
    gateway: { mode: 'local', port: 1, bind: 'lan', auth: { token: { source: 'env', provider: 'default', id: 'X' } } },
    channels: { telegram: { allowFrom: ['a', 1], streaming: { mode: 'x' } }, other: { any: 1 } },
    models: { providers: { 'my/own': { baseUrl: 'http://x', apiKey: 'k' } } },
    plugins: { imap: { accounts: { a: { password: 'p', port: 993 } }, folder: { inner: { inner: { name: 'x' } } } } },
  }
  expect(issues(document)).toEqual([])
})

describe('what breaks the schema is told where it stands', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown section', { gatway: {} }, ['unknown_key gatway']],
    ['an unknown key', { gateway: { bogusKey: 1 } }, ['unknown_key gateway.bogusKey']],
    ['a wrong type', { gateway: { port: '1' } }, ['wrong_type gateway.port']],
    ['a fraction', { gateway: { port: 1.5 } }, ['wrong_type gateway.port']],
    ['a number out of range', { gateway: { port: 70_000 } }, ['out_of_range gateway.port']],
    ['a word that is not listed', { gateway: { bind: 'all' } }, ['not_allowed gateway.bind']],
    ['a word of no alternative', { gateway: { mode: 'both' } }, ['not_allowed gateway.mode']],
    ['a type of no alternative', { gateway: { auth: { token: 5 } } }, ['wrong_type gateway.auth.token']],
    [
      'a bad reference',
      { gateway: { auth: { token: { source: 'file', provider: 'x' } } } },
      ['missing_key gateway.auth.token.id'],
    ],
    [
      'an alternative that is nearly right',
      { channels: { telegram: { streaming: {} } } },
      ['missing_key channels.telegram.streaming.mode'],
    ],
    ['an item of a list', { bindings: [{ agentId: 'x' }, {}] }, ['missing_key bindings[1].agentId']],
    [
      'a list that is too long',
      { channels: { telegram: { allowFrom: [1, 2, 3, 4] } } },
      ['out_of_range channels.telegram.allowFrom'],
    ],
    [
      'a text that is too short',
      { models: { providers: { a: { baseUrl: '' } } } },
      ['out_of_range models.providers.a.baseUrl'],
    ],
    [
      'what a plugin refers to',
      { plugins: { imap: { accounts: { a: { pasword: 'p' } } } } },
      ['unknown_key plugins.imap.accounts.a.pasword'],
    ],
    ['a list for an object', { gateway: [] }, ['wrong_type gateway']],
  ])('%s', (_, document, expected) => {
    expect(issues(document)).toEqual(expected)
  })
})

test('the right name is suggested for one that is nearly it', () => {
  expect(checkDocument({ gateway: { prot: 1 } }, reader)[0]?.message).toContain('Did you mean "port"?')
  expect(checkDocument({ gateway: { somethingElse: 1 } }, reader)[0]?.message).not.toContain('Did you mean')
})

test('what comes from the environment or another file is not judged, but that it is a text', () => {
  const variable = ['$', '{NAME}'].join('')
  expect(issues({ gateway: { bind: variable, auth: { token: variable } } })).toEqual([])
  expect(issues({ gateway: { port: variable } })).toEqual(['wrong_type gateway.port'])
  expect(issues({ bindings: [{ $include: './binding.json5' }] })).toEqual([])
})

test('a schema that refers to itself without end costs a bounded time', () => {
  const node = {
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`p${at}`, { $ref: '#/$defs/a' }])),
  }
  const many = { $ref: '#/$defs/a' }
  const evil = {
    ...node,
    $defs: {
      a: { anyOf: Array.from({ length: 20 }, () => ({ type: 'object', required: ['x'], properties: { p1: many } })) },
    },
  }
  let document: Record<string, unknown> = {}
  for (let level = 0; level < 30; level++) document = { p1: document }
  const began = performance.now()
  checkDocument(document, createSchemaReader(evil))
  expect(performance.now() - began).toBeLessThan(3000)
})

test.each([null, [], {}, { properties: [] }])('%j is no schema', (schema) => {
  expect(() => createSchemaReader(schema)).toThrow(TypeError)
})
