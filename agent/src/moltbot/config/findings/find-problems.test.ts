import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../json.ts'
import { formatPath } from '../path.ts'
import { createSchemaIndex } from '../schema/schema-index.ts'
import { createSecretPolicy } from '../secrets/secret-policy.ts'
import { smallSchema } from '../test/small-schema.ts'
import { parseConfig } from '../text/parse-config.ts'
import { findProblems } from './find-problems.ts'

const policy = createSecretPolicy()
const token = { source: 'env', provider: 'default', id: 'GATEWAY_TOKEN' }
const good = {
  gateway: { mode: 'local', port: 28_789, bind: 'loopback', auth: { mode: 'token', token } },
  logging: { file: '/home/anna/.openclaw/logs/gateway.log' },
}
const otherPorts = new Map([[18_789, 'the gateway "work"']])
const codes = (document: JsonObject) =>
  findProblems(document, null, { policy, schema: null, otherPorts }).map(
    ({ code, path }) => `${code} ${formatPath(path)}`,
  )
const gateway = (more: object) => ({ ...good, gateway: { ...good.gateway, ...more } })

test('a config as it should be has none', () => {
  expect(codes(good)).toEqual([])
})

describe('a warning tells', () => {
  test.each<[string, JsonObject, string]>([
    [
      'an open port without login',
      gateway({ bind: 'lan', auth: { mode: 'none' } }),
      'exposed_without_auth gateway.auth.mode',
    ],
    [
      'an open port without a token',
      gateway({ bind: 'auto', auth: { mode: 'token' } }),
      'exposed_without_auth gateway.auth',
    ],
    [
      'a funnel without a token',
      gateway({ tailscale: { mode: 'funnel' }, auth: {} }),
      'exposed_without_auth gateway.auth',
    ],
    ['no login at all', gateway({ auth: { mode: 'none' } }), 'no_auth gateway.auth.mode'],
    ['no token', gateway({ auth: { mode: 'token', token: '' } }), 'no_token gateway.auth.token'],
    ['an open port', gateway({ bind: 'lan' }), 'exposed gateway.bind'],
    ['a mode that is missing', gateway({ mode: undefined }), 'no_gateway_mode gateway.mode'],
    ['reloading that is off', gateway({ reload: { mode: 'off' } }), 'reload_off gateway.reload.mode'],
    ['a log file that is missing', { gateway: good.gateway }, 'no_log_file logging.file'],
    ['a port of another gateway', gateway({ port: 18_789 }), 'port_clash gateway.port'],
    ['the default port of another gateway', gateway({ port: undefined }), 'port_clash gateway.port'],
    [
      'a secret in plain text',
      gateway({ auth: { mode: 'token', token: 'correct-horse' } }),
      'plaintext_secret gateway.auth.token',
    ],
  ])('%s', (_, document, expected) => {
    expect(codes(document)).toEqual([expected])
  })
})

test('a login by a proxy needs no token', () => {
  expect(codes(gateway({ bind: 'lan', auth: { mode: 'trusted-proxy' } }))).toEqual(['exposed gateway.bind'])
})

test('secrets are named, never shown, and bounded', () => {
  const vars = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`SECRET_${at}`, `battery-staple-${at}`]))
  const found = findProblems({ ...good, env: { vars } }, null, { policy, schema: null, otherPorts })
  expect(found).toHaveLength(20)
  expect(JSON.stringify(found)).not.toContain('battery-staple')
})

test('with a text and a schema every finding has its place', () => {
  const text = `{
  gateway: {
    mode: 'local', bogus: 1,
    bind: 'lan', bind: 'loopback',
    auth: { mode: 'none' },
  },
}`
  const reading = parseConfig(text)
  if (!reading.ok) throw new Error('not read')
  const schema = createSchemaIndex({ version: '2026.9.6', schema: smallSchema, uiHints: null })
  const found = findProblems(reading.config.document, reading.config, { policy, schema, otherPorts: new Map() })
  expect(found.map(({ code, severity, place }) => [code, severity, place?.line, place?.column])).toEqual([
    ['duplicate_key', 'warning', 4, 18],
    ['unknown_key', 'error', 3, 20],
    ['no_auth', 'warning', 5, 13],
    ['no_log_file', 'warning', undefined, undefined],
  ])
})
