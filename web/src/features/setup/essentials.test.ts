import { expect, it } from 'vitest'
import { essentialsOf } from './essentials.ts'

const said = (config: Record<string, unknown>) =>
  essentialsOf({ config }).map(({ value, missing }) => (missing ? `${value} (missing)` : value))

it('a new configuration lacks a model and a channel, and is reached from this host alone', () => {
  const gateway = { mode: 'local', port: 18_789, bind: 'loopback', auth: { mode: 'token', token: '***' } }
  expect(said({ gateway })).toEqual([
    'none yet, so it cannot answer (missing)',
    'none yet, so nobody can write to it (missing)',
    'from this host alone, port 18789',
    'with a token',
  ])
})

it('what is set is told by its name, and a channel that is switched off does not count', () => {
  const channels = { defaults: {}, telegram: { token: '***' }, slack: { enabled: false }, irc: 7 }
  const agents = { defaults: { model: { primary: 'openai/gpt-6-astra', fallbacks: [] } } }
  expect(said({ agents, channels, gateway: { bind: 'lan' } })).toEqual([
    'openai/gpt-6-astra',
    'telegram',
    'from outside this host (lan)',
    'none: whoever reaches it may use it (missing)',
  ])
  expect(said({ agents: { defaults: { model: 'openai/gpt-6-astra' } } })[0]).toBe('openai/gpt-6-astra')
})

it('a document of another shape is read as empty', () => {
  expect(said({ agents: [], channels: 'x', gateway: null })).toHaveLength(4)
})
