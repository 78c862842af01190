import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Effects } from '../../host/effects.ts'
import { HostError } from '../../host/host.ts'
import { mask } from '../../moltbot/config/secrets/mask.ts'
import { createWorld, startAgent, type World } from './test/config-at-work.ts'

type Agent = Awaited<ReturnType<typeof startAgent>>
let world: World
let agent: Agent
beforeEach(async () => {
  world = createWorld()
  agent = await startAgent(world)
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

const shown = async () => (await agent.call('getConfig')).config as Record<string, Record<string, unknown>>
const again = async (effects: Effects) => {
  await agent.stop()
  agent = await startAgent(world, effects)
}

describe('the schema of the installed version', () => {
  test('is served by parts, with the settings in them', async () => {
    const top = await agent.call('getConfigSchema')
    expect(top).toMatchObject({ version: '2026.9.6', path: '', schema: { properties: { gateway: expect.anything() } } })
    expect(top.settings.every(({ essential }) => essential)).toBe(true)
    const part = await agent.call('getConfigSchema', { query: { path: 'gateway' } })
    expect(part.settings.find(({ path }) => path === 'gateway.port')).toMatchObject({
      essential: true,
      effect: 'restart',
    })
    expect(part.ui_hints['gateway.port']).toMatchObject({ effect: 'restart' })
    expect(part.settings.every(({ path }) => path.startsWith('gateway.'))).toBe(true)
  })

  test('is found by words, and as a whole', async () => {
    const found = await agent.call('getConfigSchema', { query: { search: 'gateway port' } })
    expect(found.settings[0]?.path).toBe('gateway.port')
    expect(found.schema).toBeNull()
    const all = await agent.call('getConfigSchema', { query: { all: true } })
    expect(all.settings).toHaveLength(all.total)
  })

  test('says when it has no such path', async () => {
    const asked = agent.call('getConfigSchema', { query: { path: 'gateway.nothing' } })
    await expect(asked).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is asked for once, also after the agent was restarted', async () => {
    await agent.call('getConfigSchema')
    const { effects } = world.machine
    const run: Effects['programs']['run'] = () => Promise.reject(new HostError('failed', 'must not be asked again'))
    await again({ ...effects, programs: { ...effects.programs, run } })
    expect(await agent.call('getConfigSchema', { query: { all: true } })).toMatchObject({ version: '2026.9.6' })
    expect(agent.logged).toEqual([])
  })

  test('that cannot be had is said to be unavailable, and not asked for at every request', async () => {
    const { effects } = world.machine
    let asked = 0
    const run: Effects['programs']['run'] = () => {
      asked++
      return Promise.reject(new HostError('timeout', 'too slow'))
    }
    await again({ ...effects, programs: { ...effects.programs, run } })
    for (let turn = 0; turn < 3; turn++) {
      await expect(agent.call('getConfigSchema')).rejects.toMatchObject({ code: 'unavailable' })
    }
    expect(asked).toBe(1)
  })
})

describe('a configuration is judged', () => {
  test('by MoltBot itself and by us', async () => {
    const config = await shown()
    const answer = await agent.call('validateConfig', { body: { config, thorough: true } })
    expect(answer).toMatchObject({ valid: true, errors: [], checked_by: 'moltbot', version: '2026.9.6' })
    expect(answer.warnings.map(({ code }) => code)).toEqual(['plaintext_secret', 'plaintext_secret'])
  })

  test('with the place of what is wrong', async () => {
    const config = await shown()
    const text = `{ gateway: { mode: 'local', bogusKey: 1 },\n logging: { file: '/x', level: 'info' } }`
    const wrong = { gateway: { mode: 'local', bogusKey: 1 }, logging: { file: '/x', level: 'info' } }
    const body = { config: wrong, text, thorough: true }
    expect(await agent.call('validateConfig', { body })).toMatchObject({
      valid: false,
      errors: [{ path: 'gateway', message: expect.stringContaining('bogusKey'), line: 1 }],
      checked_by: 'moltbot',
    })
    const quick = await agent.call('validateConfig', { body: { ...body, thorough: false } })
    expect(quick).toMatchObject({
      valid: false,
      errors: [{ path: 'gateway.bogusKey', code: 'unknown_key', line: 1, column: 29 }],
      checked_by: 'schema',
    })
    expect(config.gateway).not.toHaveProperty('bogusKey')
  })

  test('without the program, by the schema alone', async () => {
    await agent.call('getConfigSchema')
    const config = await shown()
    const body = { config: { ...config, gateway: { ...config.gateway, port: 'x' } }, thorough: false }
    expect(await agent.call('validateConfig', { body })).toMatchObject({ valid: false, checked_by: 'schema' })
  })
})

test('a setting is secret by its place, its name, or what stands there', () => {
  const { isSecretSetting } = agent.config
  const key = ['sk', 'ant', 'api03', 'x'.repeat(24)].join('-')
  expect(isSecretSetting(['gateway', 'auth', 'token'], 'x')).toBe(true)
  expect(isSecretSetting(['hooks', 'mappings', '0', 'sessionKey'], 'x')).toBe(true)
  expect(isSecretSetting(['mcp', 'servers', 'a', 'args', '1'], key)).toBe(true)
  expect(isSecretSetting(['gateway', 'port'], 18_789)).toBe(false)
  expect(isSecretSetting(['messages', 'note'], mask)).toBe(false)
})
