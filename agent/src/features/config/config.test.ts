import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from '../../host/host.ts'
import { robin } from '../../host/simulated/test/open-machine.ts'
import { mask } from '../../moltbot/config/secrets/mask.ts'
import { configPath, createWorld, startAgent, type World } from './test/config-at-work.ts'

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>
beforeEach(async () => {
  world = createWorld()
  agent = await startAgent(world)
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

const file = async () => (await world.machine.read(configPath)) ?? ''
const edit = async (change: (text: string) => string) => {
  const place = { owner: robin, root: `${robin.home}/.openclaw`, mode: 0o600 }
  await world.machine.effects.folders.writeFile(configPath, Buffer.from(change(await file())), place)
}
type Document = { gateway: Record<string, unknown>; logging: Record<string, unknown> } & Record<string, unknown>
const shown = async () => {
  const answer = await agent.call('getConfig')
  return { ...answer, config: answer.config as Document }
}
const withLogging = (config: Document, more: object) => ({ ...config, logging: { ...config.logging, ...more } })
const refusal = (code: string) => expect.objectContaining({ code })

describe('the configuration', () => {
  test('is shown whole, with its comments and without a secret', async () => {
    const answer = await shown()
    expect(answer).toMatchObject({
      path: configPath,
      mask,
      secrets: ['gateway.auth.token', 'channels.telegram.botToken'],
      has_comments: true,
      version: '2026.9.6',
      trial: null,
      pending_invalid_edit: false,
    })
    expect(answer.config.gateway).toMatchObject({ auth: { mode: 'token', token: mask } })
    expect(answer.text).toContain('// The gateway answers on this machine only.')
    const token = /token: '(sim-[^']+)'/.exec(await file())?.[1] ?? 'none'
    expect(JSON.stringify(answer)).not.toContain(token)
  })

  test('sent back as it was read is no change at all', async () => {
    const { config, text, hash } = await shown()
    const before = await file()
    expect(await agent.call('diffConfig', { body: { config, base_hash: hash } })).toMatchObject({
      changes: [],
      effect: 'none',
      hash,
    })
    for (const body of [{ config }, { config, text }]) {
      const { result } = await agent.approve('applyConfig', body)
      expect(result).toMatchObject({ applied: true, status: 'verified', hash, job_id: null })
    }
    expect(await file()).toBe(before)
    expect(world.machine.effects.record()).toEqual([])
  })

  test('that cannot be read is told with its place', async () => {
    await edit((text) => text.slice(0, 40))
    await expect(agent.call('getConfig')).rejects.toThrow(/line 2, column/)
    await expect(agent.call('getConfig')).rejects.toEqual(refusal('config_unreadable'))
  })
})

describe('a change', () => {
  test('is written with its comments kept, loaded, verified and noted', async () => {
    const { config, hash } = await shown()
    const before = await file()
    const { plan, result } = await agent.approve('applyConfig', {
      config: withLogging(config, { level: 'debug' }),
      base_hash: hash,
    })
    expect(plan).toMatchObject({ risk: 'low', downtimeSeconds: 0, basis: { config_hash: hash, effect: 'none' } })
    expect(plan.affects).toEqual(['logging.level is changed.'])
    expect(result).toMatchObject({ applied: true, status: 'verified', next_steps: [], trial_id: null })
    expect(await file()).toBe(before.replace("level: 'info'", "level: 'debug'"))
    const { items } = await agent.call('listConfigHistory')
    expect(items).toMatchObject([
      {
        author: 'moltbot_ops',
        current: true,
        restorable: true,
        changed_paths: ['logging.level'],
        job_id: result.job_id,
        reason: 'because',
      },
      { author: 'unknown', current: false, restorable: true },
    ])
    expect(items[0]?.hash).toBe(result.hash)
    expect(agent.logged).toEqual([])
  })

  test('that needs a restart waits for it', async () => {
    const { config } = await shown()
    const boot = agent.moltbot.statuses()[0]?.gateway?.boot_id
    const controlUi = { basePath: '/ui' }
    const { plan, result } = await agent.approve('applyConfig', {
      config: { ...config, gateway: { ...config.gateway, controlUi } },
    })
    expect(plan).toMatchObject({ basis: { effect: 'restart', loading: 'by_itself' }, risk: 'medium' })
    expect(plan.downtimeSeconds).toBeGreaterThan(0)
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(agent.moltbot.statuses()[0]).toMatchObject({ state: 'running' })
    expect(agent.moltbot.statuses()[0]?.gateway?.boot_id).not.toBe(boot)
  })

  test('of a MoltBot that does not reload is put into force by a restart from here', async () => {
    await edit((text) => text.replace("bind: 'loopback',", "bind: 'loopback', reload: { mode: 'off' },"))
    await world.machine.settle(agent.moltbot.onHostChanged())
    const { config } = await shown()
    const { plan, result } = await agent.approve('applyConfig', { config: withLogging(config, { level: 'debug' }) })
    expect(plan.steps.map(({ id }) => id)).toEqual(['validate', 'copy', 'write', 'load', 'verify'])
    expect(plan.affects).toEqual(['logging.level is changed. Reloading is switched off, so it waits for a restart.'])
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(world.machine.effects.record().map(({ kind }) => kind)).toContain('restart')
  })

  test('is refused where it was read from another file', async () => {
    const { config, hash } = await shown()
    await edit((text) => text.replace('info', 'warn'))
    const body = { config, base_hash: hash }
    await expect(agent.approve('applyConfig', body)).rejects.toEqual(refusal('config_stale'))
    await expect(agent.call('diffConfig', { body })).rejects.toEqual(refusal('config_stale'))
  })

  test.each<[string, (config: Document) => object, string]>([
    ['a mask elsewhere', (config) => ({ config: withLogging(config, { level: mask }) }), '/config/logging/level'],
    [
      'a reserved key',
      (config) => ({ config: { ...config, x: JSON.parse('{"__proto__":1}') } }),
      '/config/x/__proto__',
    ],
    ['a text that says something else', (config) => ({ config, text: '{}' }), '/text'],
    ['a text that is none', (config) => ({ config, text: '{ a' }), '/text'],
    [
      '200 levels',
      (config) => ({ config: { ...config, x: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) } }),
      '/config/x',
    ],
  ])('is refused with %s, and says where', async (_, body, path) => {
    const { config } = await shown()
    const refused = agent.call('diffConfig', { body: body(config) as never })
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      details: [{ path: expect.stringContaining(path) }],
    })
  })

  test('that the schema forbids is not even planned', async () => {
    await agent.call('getConfigSchema')
    const { config } = await shown()
    const broken = { ...config, gateway: { ...config.gateway, bogusKey: true } }
    await expect(agent.approve('applyConfig', { config: broken })).rejects.toMatchObject({
      code: 'config_invalid',
      details: [{ path: 'gateway.bogusKey' }],
    })
  })

  test.each([
    ['the disk is full', 'The disk is full'],
    ['the file may not be written', 'could not be written. It is not allowed'],
  ])('is told as what it is when %s', async (why, message) => {
    const { config } = await shown()
    const before = await file()
    const { faults } = world.machine
    if (why === 'the disk is full') faults.diskFull(true)
    else faults.failAt('write_file', ({ target }) => target === configPath, new HostError('denied', 'EACCES'))
    const { result } = await agent.approve('applyConfig', { config: withLogging(config, { level: 'debug' }) })
    expect(result).toMatchObject({ applied: false, message: expect.stringContaining(message) })
    faults.clear()
    expect(await file()).toBe(before)
  })

  test('that MoltBot itself refuses is not written', async () => {
    const { config } = await shown()
    const before = await file()
    const broken = { ...config, gateway: { ...config.gateway, bogusKey: true } }
    const { result } = await agent.approve('applyConfig', { config: broken })
    expect(result).toMatchObject({ applied: false, status: 'failed', message: expect.stringContaining('bogusKey') })
    expect(await file()).toBe(before)
    expect(world.audit).toMatchObject([{ about: 'applyConfig', outcome: 'failed' }])
  })
})
