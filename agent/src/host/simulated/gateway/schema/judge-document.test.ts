import { expect, test } from 'vitest'
import { judgeConfig } from '../config.ts'

const told = (text: string) => judgeConfig(text).issues.map(({ path, message }) => `${path}: ${message}`)

/** Seen on 2026.9.6 for the same files. */
test.each([
  ['{}', []],
  ['[]', [': Invalid input: expected object, received array']],
  [
    '{ gateway: { bogusKey: 1, port: "x", bind: "nope" }, zzz: 1 }',
    [
      'gateway.port: Invalid input: expected number, received string',
      'gateway.bind: Invalid input (allowed: "auto", "lan", "loopback", "custom", "tailnet")',
      'gateway: Unrecognized key: "bogusKey"',
      ': Unrecognized key: "zzz"',
    ],
  ],
  [
    '{gateway:{port:99999999, auth:{mode:"tokn"}}, channels:{telegram:{dmPolicy:"x", foo:1}}}',
    [
      'gateway.port: Too big: expected number to be <=65535 (maximum: 65535)',
      'gateway.auth.mode: Invalid input (allowed: "none", "token", "password", "trusted-proxy")',
    ],
  ],
  [
    '{agents:{defaults:{workspace:3}},logging:{level:"loud"}}',
    [
      'logging.level: Invalid input (allowed: "silent", "fatal", "error", "warn", "info", "debug", "trace")',
      'agents.defaults.workspace: Invalid input: expected string, received number',
    ],
  ],
])('%s', (text, issues) => {
  expect(told(text)).toEqual(issues)
})

test('a secret is a text or a complete reference', () => {
  const token = (value: unknown) => told(JSON.stringify({ gateway: { auth: { token: value } } }))
  expect(token('abc')).toEqual([])
  expect(token({ source: 'env', provider: 'default', id: 'TOKEN' })).toEqual([])
  expect(token({ source: 'env', provider: 'default' })).toEqual(['gateway.auth.token: Invalid input'])
  expect(token(5)).toEqual(['gateway.auth.token: Invalid input'])
})

test('a model is a name, or a name with others for when it fails', () => {
  const model = (value: unknown) => told(JSON.stringify({ agents: { defaults: { model: value } } }))
  expect(model('openai/gpt-6-astra')).toEqual([])
  expect(model({ primary: 'a/b', fallbacks: ['c/d'] })).toEqual([])
  expect(model({ first: 'a/b' })).toEqual(['agents.defaults.model: Invalid input'])
})

test('what stands under names and in lists is judged in its place', () => {
  expect(told('{ models: { providers: { mine: { apiKey: "k", models: [{ id: 3 }] } } } }')).toEqual([
    'models.providers.mine.models.0.id: Invalid input: expected string, received number',
  ])
  expect(told('{ session: { reset: { atHour: 24 } } }')).toEqual([
    'session.reset.atHour: Too big: expected number to be <=23 (maximum: 23)',
  ])
})
