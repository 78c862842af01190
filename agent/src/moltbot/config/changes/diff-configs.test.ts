import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../json.ts'
import { formatPath } from '../path.ts'
import { mask } from '../secrets/mask.ts'
import { createSecretPolicy } from '../secrets/secret-policy.ts'
import { diffConfigs } from './diff-configs.ts'

const policy = createSecretPolicy()
const diff = (before: JsonObject, after: JsonObject) => diffConfigs(before, after, { policy, version: null })
const base = {
  gateway: { mode: 'local', port: 18_789, bind: 'loopback', auth: { mode: 'token', token: 'correct-horse' } },
  logging: { level: 'info' },
}

test('nothing changed is nothing', () => {
  expect(diff(base, structuredClone(base))).toEqual({ changes: [], truncated: false, effect: 'none', risk: 'low' })
})

test('a change is told with what it makes MoltBot do', () => {
  const { changes, ...all } = diff(base, {
    ...base,
    gateway: { ...base.gateway, port: 1 },
    logging: { level: 'debug' },
  })
  expect(changes.map((change) => ({ ...change, path: formatPath(change.path) }))).toEqual([
    {
      path: 'gateway.port',
      kind: 'changed',
      before: '18789',
      after: '1',
      effect: 'restart',
      risk: 'medium',
      why: 'Clients that know the old port lose it.',
    },
    {
      path: 'logging.level',
      kind: 'changed',
      before: '"info"',
      after: '"debug"',
      effect: 'none',
      risk: 'low',
      why: null,
    },
  ])
  expect(all).toEqual({ truncated: false, effect: 'restart', risk: 'medium' })
})

test('a secret is never shown, not even as changed into another', () => {
  const after = { ...base, gateway: { ...base.gateway, auth: { mode: 'token', token: 'battery-staple' } } }
  const { changes } = diff(base, after)
  expect(changes).toMatchObject([
    { kind: 'changed', before: `"${mask}"`, after: `"${mask}"`, effect: 'hot', risk: 'medium' },
  ])
  expect(JSON.stringify(diff({}, base))).not.toContain('correct-horse')
})

test('what came or went as a whole is one change, judged by all that is in it', () => {
  const telegram = { enabled: true, dmPolicy: 'open', allowFrom: ['*'] }
  const { changes } = diff(base, { ...base, channels: { telegram } })
  expect(changes).toMatchObject([{ path: ['channels'], kind: 'added', before: null, effect: 'hot', risk: 'high' }])
  expect(diff({ ...base, channels: { telegram } }, base).changes).toMatchObject([{ kind: 'removed', after: null }])
})

test('items of a list of objects are compared one by one, other lists as a whole', () => {
  const before = { bindings: [{ agentId: 'a' }, { agentId: 'b' }], tools: { allow: ['x', 'y'] } }
  const after = { bindings: [{ agentId: 'a' }, { agentId: 'c' }], tools: { allow: ['x', 'z'] } }
  expect(diff(before, after).changes.map(({ path }) => formatPath(path))).toEqual([
    'bindings[1].agentId',
    'tools.allow',
  ])
})

test('with reloading off everything waits for a restart', () => {
  const off = { ...base, gateway: { ...base.gateway, reload: { mode: 'off' } } }
  expect(diff(off, { ...off, logging: { level: 'debug' } })).toMatchObject({ effect: 'restart' })
  expect(diff(off, { ...off, gateway: { ...base.gateway, reload: { mode: 'hybrid' } } })).toMatchObject({
    effect: 'none',
  })
})

test('thousands of changes are bounded and judged nevertheless', () => {
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`key${at}`, { enabled: true }]))
  const after = { ...base, plugins: { entries: many }, gateway: { ...base.gateway, bind: 'lan' } }
  const { changes, truncated, risk } = diff({ ...base, plugins: { entries: { first: {} } } }, after)
  expect(changes).toHaveLength(500)
  expect([truncated, risk]).toEqual([true, 'high'])
})

test('a danger is listed behind however many harmless changes', () => {
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`a${index}`, index]))
  const after = { logging: { level: 'info', ...many }, gateway: { ...base.gateway, bind: 'lan' } }
  const { changes } = diff({ logging: base.logging, gateway: base.gateway }, after)
  expect(changes).toHaveLength(500)
  expect(changes.at(-1)).toMatchObject({ path: ['gateway', 'bind'], risk: 'high' })
})

const auth = (value: object) => ({ ...base, gateway: { ...base.gateway, auth: value } })

describe('the risk is high', () => {
  test.each<[string, JsonObject]>([
    ['to open the gateway', { ...base, gateway: { ...base.gateway, bind: 'lan' } }],
    ['to publish it', { ...base, gateway: { ...base.gateway, tailscale: { mode: 'funnel' } } }],
    ['to let anybody log in', auth({ mode: 'none' })],
    ['to take the token away', auth({ mode: 'token' })],
    ['to take the mode away', { ...base, gateway: { port: 18_789, bind: 'loopback', auth: base.gateway.auth } }],
    ['to let MoltBot run anything', { ...base, tools: { exec: { security: 'full' } } }],
    [
      'to let one agent run anything',
      { ...base, agents: { entries: { main: { tools: { exec: { security: 'full' } } } } } },
    ],
    ['to run without a sandbox', { ...base, agents: { defaults: { sandbox: { mode: 'off' } } } }],
    ['to load code from elsewhere', { ...base, plugins: { load: { paths: ['/tmp/x'] } } }],
    ['to decide what runs inside', { ...base, env: { vars: { NODE_OPTIONS: '--require /tmp/x' } } }],
    ['to decide that beside the variables too', { ...base, env: { LD_PRELOAD: '/tmp/x.so' } }],
    ['to take in another file', { ...base, $include: './more.json5' }],
    ['to take in others somewhere inside', { ...base, tools: { exec: { $include: ['./a.json5', './b.json5'] } } }],
    [
      'to switch a protection off',
      { ...base, gateway: { ...base.gateway, controlUi: { dangerouslyDisableDeviceAuth: true } } },
    ],
    ['to let everybody write', { ...base, channels: { slack: { allowFrom: ['*'] } } }],
    ['to change what is asked for', { ...base, approvals: { exec: { enabled: false } } }],
  ])('%s', (_, after) => {
    const { risk, changes } = diff(base, after)
    expect(risk).toBe('high')
    expect(changes[0]?.why).toMatch(/\.$/)
  })
})

test('a secret that is written down as it is has a medium risk, a reference to one a low one', () => {
  const withKey = (apiKey: unknown) => ({ ...base, models: { providers: { openai: { apiKey } } } })
  expect(diff(base, withKey('plain'))).toMatchObject({ risk: 'medium' })
  expect(diff(base, withKey({ source: 'env', provider: 'default', id: 'KEY' }))).toMatchObject({ risk: 'low' })
})
