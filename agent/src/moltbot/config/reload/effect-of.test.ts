import { describe, expect, test } from 'vitest'
import { parsePath } from '../path.ts'
import { effectOf, effectOfChange, isReloadOff, strongerEffect } from './effect-of.ts'
import { type Effect, reloadRules } from './reload-rules.ts'

const effect = (path: string) => effectOf(parsePath(path) ?? [], null)

/** Rows of the table "What hot-applies vs what needs a restart" in MoltBot's documentation, and its notes below it. */
test.each<[string, Effect]>([
  ['channels.telegram.botToken', 'hot'],
  ['agents.entries.main.skills[0]', 'hot'],
  ['agents.defaults.heartbeat.every', 'hot'],
  ['models.providers["my/own"].apiKey', 'hot'],
  ['hooks.mappings[3].path', 'hot'],
  ['logging.file', 'none'],
  ['session.dmScope', 'none'],
  ['session.store', 'hot'],
  ['tools.exec.security', 'hot'],
  ['mcp.servers.files.command', 'hot'],
  ['mcp.apps.enabled', 'restart'],
  ['mcp.apps.sandboxOrigin', 'hot'],
  ['gateway.port', 'restart'],
  ['gateway.bind', 'restart'],
  ['gateway.auth.mode', 'restart'],
  ['gateway.auth.rateLimit.maxAttempts', 'hot'],
  ['gateway.reload.mode', 'none'],
  ['gateway.remote.token', 'none'],
  ['gateway.controlUi.allowedOrigins', 'hot'],
  ['gateway.controlUi.basePath', 'restart'],
  ['gateway.tailscale.mode', 'restart'],
  ['discovery.mdns.mode', 'hot'],
  ['discovery.wideArea', 'restart'],
  ['secrets.providers.vault.command', 'none'],
  ['secrets.egressProxy.enabled', 'restart'],
  ['env.vars.OPENAI_API_KEY', 'restart'],
  ['browser.relay', 'restart'],
  ['invented', 'restart'],
  ['', 'restart'],
])('%s: %s', (path, expected) => {
  expect(effect(path)).toBe(expected)
})

test('a name that only begins like a rule is another name', () => {
  expect(effect('loggingExtra')).toBe('restart')
  expect(effect('gateway.reloadable')).toBe('restart')
})

test('no prefix stands in two lists', () => {
  const all = Object.values(reloadRules).flatMap((list) => list.trim().split(/\s+/))
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThan(90)
})

test('an older version restarts for more', () => {
  expect(effectOf(['plugins', 'load', 'paths'], '2026.9.6')).toBe('hot')
  expect(effectOf(['plugins', 'load', 'paths'], '2026.10.1')).toBe('hot')
  expect(effectOf(['plugins', 'load', 'paths'], '2026.9.4')).toBe('restart')
  expect(effectOf(['plugins', 'load', 'paths'], '2026.4.29')).toBe('restart')
  expect(effectOf(['plugins', 'allow'], '2026.9.4')).toBe('hot')
})

describe('the credential of the gateway', () => {
  const token = ['gateway', 'auth', 'token']
  const ref = { source: 'env', provider: 'default', id: 'TOKEN' }
  test.each<[string, object, object, Effect]>([
    ['changes while it runs', { mode: 'token', token: 'a' }, { mode: 'token', token: 'b' }, 'hot'],
    ['also where the mode is not written', { token: 'a' }, { token: 'b' }, 'hot'],
    [
      'needs a restart with another mode',
      { mode: 'token', token: 'a' },
      { mode: 'password', password: 'b' },
      'restart',
    ],
    ['and when it goes for none', { mode: 'token', token: 'a' }, { mode: 'none' }, 'restart'],
    ['and as a reference without a mode', { token: ref }, { token: { ...ref, id: 'OTHER' } }, 'restart'],
    ['but not as a reference with one', { mode: 'token', token: ref }, { mode: 'token', token: 'b' }, 'hot'],
  ])('%s', (_, before, after, expected) => {
    const change = { before: { gateway: { auth: before } }, after: { gateway: { auth: after } }, version: null }
    expect(effectOfChange(token, change)).toBe(expected)
  })
})

test('reloading can be switched off as a whole', () => {
  expect(isReloadOff({ gateway: { reload: { mode: 'off' } } })).toBe(true)
  expect(isReloadOff({ gateway: { reload: { mode: 'hybrid' } } })).toBe(false)
  expect(isReloadOff({})).toBe(false)
})

test('the stronger effect of two is the one that needs more', () => {
  expect(strongerEffect('none', 'hot')).toBe('hot')
  expect(strongerEffect('restart', 'hot')).toBe('restart')
})
