import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../core/problem.ts'
import type { Effects } from '../../host/effects.ts'
import { robin } from '../../host/simulated/test/open-machine.ts'
import { hashOf } from '../../moltbot/config/history/author.ts'
import { configPath, createWorld, startAgent, type World } from './test/config-at-work.ts'

type Agent = Awaited<ReturnType<typeof startAgent>>
let world: World
let agents: Agent[]
beforeEach(() => {
  world = createWorld()
  agents = []
})
afterEach(async () => {
  for (const agent of agents) await agent.stop()
  await world.close()
})

const start = async (effects?: Effects, changed?: Parameters<typeof startAgent>[2]): Promise<Agent> => {
  const agent = await startAgent(world, effects, changed)
  agents.push(agent)
  return agent
}
const file = async () => (await world.machine.read(configPath)) ?? ''
const place = { owner: robin, root: `${robin.home}/.openclaw`, mode: 0o600 }
const write = (text: string) => world.machine.effects.folders.writeFile(configPath, Buffer.from(text), place)
const documentOf = async (agent: Agent) =>
  (await agent.call('getConfig')).config as Record<string, Record<string, unknown>>
const withLevel = async (agent: Agent, level: string) => {
  const config = await documentOf(agent)
  return { ...config, logging: { ...config.logging, level } }
}
const advance = async (seconds: number) => {
  for (let passed = 0; passed < seconds; passed++) {
    await world.machine.clock.advance(1000)
    await new Promise((done) => setImmediate(done))
  }
}

/** The command line says yes to everything, as one of another version might. */
function credulous(): Effects {
  const { effects } = world.machine
  const run: Effects['programs']['run'] = async () => {
    return { code: 0, signal: null, stdout: '{"valid":true,"warnings":[]}', stderr: '' }
  }
  return { ...effects, programs: { ...effects.programs, run } }
}

describe('a change that does not work', () => {
  test('is taken back by itself when MoltBot refuses the file that was written', async () => {
    const agent = await start(credulous())
    const before = await file()
    const config = await documentOf(agent)
    const { result } = await agent.approve('applyConfig', {
      config: { ...config, gateway: { ...config.gateway, bogusKey: true } },
    })
    expect(result).toMatchObject({ applied: false, status: 'rolled_back', hash: hashOf(before) })
    expect(result.message).toContain('bogusKey')
    expect(await file()).toBe(before)
    expect(agent.moltbot.statuses()[0]).toMatchObject({ state: 'running', config: { hash: hashOf(before) } })
    expect(world.audit).toMatchObject([{ outcome: 'rolled_back' }])
    const { items } = await agent.call('listConfigHistory')
    expect(items.map(({ author, cause }) => `${author}: ${cause}`)).toEqual([
      'moltbot_ops: Put back by itself, because the change did not work.',
      'moltbot_ops: Changed through MoltBot Ops.',
      'unknown: It was there when MoltBot Ops first looked.',
    ])
    expect(items.map(({ valid }) => valid)).toEqual([null, false, null])
  })

  test('leaves the old file when MoltBot does not come back, and says that it is not healthy', async () => {
    const agent = await start(undefined, { waitFor: async () => ({ reached: false, status: null }) })
    const before = await file()
    const config = await withLevel(agent, 'debug')
    const { result } = await agent.approve('applyConfig', { config })
    expect(await file()).toBe(before)
    expect(result).toMatchObject({ applied: false, status: 'failed', message: expect.stringContaining('not healthy') })
    expect((await agent.lastJob())?.undo).toMatchObject({
      status: 'incomplete',
      remains: [expect.stringContaining('is back')],
    })
  })

  test('leaves what somebody else wrote meanwhile', async () => {
    const theirs = '{ gateway: { mode: "local", otherKey: 2 } }'
    const { effects } = world.machine
    const writeFile: Effects['folders']['writeFile'] = async (...args) => {
      await effects.folders.writeFile(...args)
      if (args[0] === configPath) await write(theirs)
    }
    const agent = await start({ ...credulous(), folders: { ...effects.folders, writeFile } })
    const config = await documentOf(agent)
    const { result } = await agent.approve('applyConfig', {
      config: { ...config, gateway: { ...config.gateway, bogusKey: true } },
    })
    expect(result).toMatchObject({ applied: false, status: 'failed' })
    expect(await file()).toBe(theirs)
    expect((await agent.lastJob())?.undo).toMatchObject({
      status: 'incomplete',
      remains: [expect.stringContaining('Somebody else')],
    })
  })
})

describe('a trial', () => {
  test('is kept at the host only by who has the owner passphrase, where MoltBot shares its account', async () => {
    const demandPassphrase = async (given: string | undefined) => {
      if (given !== 'open sesame') throw new Problem('passphrase_required', 'This needs the owner passphrase.')
    }
    const agent = await start(undefined, { demandPassphrase })
    const { result } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 60,
    })
    const keep = (body?: { owner_passphrase: string }) =>
      agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' }, body }, null, { via: 'terminal' })
    await expect(keep()).rejects.toMatchObject({ code: 'passphrase_required' })
    expect((await agent.call('getConfig')).trial).toMatchObject({ status: 'open' })
    expect(await keep({ owner_passphrase: 'open sesame' })).toMatchObject({ status: 'confirmed' })
  })

  test('stays when a person confirms it', async () => {
    const agent = await start()
    const { result, plan } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 60,
    })
    expect(plan.steps.map(({ id }) => id)).toContain('trial')
    expect(result).toMatchObject({ applied: true, trial_id: expect.any(String) })
    const { trial } = await agent.call('getConfig')
    expect(trial).toMatchObject({ id: result.trial_id, status: 'open', hash: result.hash })
    const path = { id: result.trial_id ?? '' }
    expect(await agent.call('confirmConfigTrial', { path })).toMatchObject({ status: 'confirmed' })
    expect(world.audit.at(-1)).toMatchObject({
      about: expect.stringMatching(/^confirmConfigTrial of instance:\S+ by user:u$/),
      outcome: 'succeeded',
    })
    await advance(90)
    expect(await file()).toContain("level: 'debug'")
    await expect(agent.call('confirmConfigTrial', { path })).rejects.toMatchObject({ code: 'trial_ended' })
    await expect(agent.call('confirmConfigTrial', { path: { id: 'ct_no' } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('goes back by itself when nobody does, under the approval that it had', async () => {
    const agent = await start()
    const before = await file()
    const { result } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 60,
    })
    expect(await file()).not.toBe(before)
    await advance(90)
    expect(await file()).toBe(before)
    await advance(90)
    expect(world.audit).toMatchObject([
      { about: 'applyConfig', outcome: 'succeeded' },
      { about: 'Nobody confirmed the configuration that was on trial.', outcome: 'succeeded' },
    ])
    expect((await agent.call('getConfig')).trial).toBeNull()
    const { items } = await agent.call('listConfigHistory')
    expect(items[0]).toMatchObject({ author: 'moltbot_ops', cause: expect.stringContaining('nobody confirmed') })
    await expect(agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } })).rejects.toMatchObject({
      code: 'trial_ended',
    })
  })

  test('is not kept by who comes while it goes back, and they are told so', async () => {
    const agent = await start()
    const before = await file()
    const config = await documentOf(agent)
    const { result } = await agent.approve('applyConfig', {
      config: { ...config, gateway: { ...config.gateway, controlUi: { basePath: '/ui' } } },
      confirm_within_seconds: 60,
    })
    for (let seconds = 0; seconds < 90 && (await file()) !== before; seconds += 1) await advance(1)
    expect(await file()).toBe(before)
    expect((await agent.call('listConfigTrials')).items).toMatchObject([{ status: 'open' }])
    const late = agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } })
    await expect(late).rejects.toMatchObject({ code: 'trial_ended', message: expect.stringContaining('right now') })
    await advance(90)
    expect(await file()).toBe(before)
    expect((await agent.call('listConfigTrials')).items).toEqual([])
    const after = agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } })
    await expect(after).rejects.toMatchObject({ code: 'trial_ended', message: expect.stringContaining('went back') })
  })

  test('is either kept or goes back, also when both are asked for at the same moment', async () => {
    const agent = await start()
    const before = await file()
    const { result } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 60,
    })
    const { trial } = await agent.call('getConfig')
    await world.machine.clock.advance(Date.parse(trial?.ends_at ?? '') - world.machine.clock.now())
    const kept = agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } }).then(
      () => true,
      ({ code }) => code,
    )
    await advance(30)
    expect(await kept).toBe('trial_ended')
    expect(await file()).toBe(before)
  })

  test('whose file before is back already is not kept', async () => {
    const agent = await start()
    const before = await file()
    const { result } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 60,
    })
    await write(before)
    const late = agent.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } })
    await expect(late).rejects.toMatchObject({ code: 'trial_ended', message: expect.stringContaining('went back') })
    await advance(90)
    expect(agent.logged).toEqual([])
    expect((await agent.call('listConfigTrials')).items).toEqual([])
  })

  test('that ran out while the agent was away goes back when it is there again', async () => {
    const first = await start()
    const before = await file()
    await first.approve('applyConfig', { config: await withLevel(first, 'debug'), confirm_within_seconds: 60 })
    await first.stop()
    agents = []
    await advance(300)
    expect(await file()).not.toBe(before)
    const second = await start(world.machine.restartAgent())
    await advance(60)
    expect(await file()).toBe(before)
    expect((await second.call('getConfig')).trial).toBeNull()
  })

  test('that runs goes on over a restart of the agent', async () => {
    const first = await start()
    const { result } = await first.approve('applyConfig', {
      config: await withLevel(first, 'debug'),
      confirm_within_seconds: 600,
    })
    await first.stop()
    agents = []
    const second = await start(world.machine.restartAgent())
    await advance(30)
    expect((await second.call('getConfig')).trial).toMatchObject({ id: result.trial_id, status: 'open' })
    await second.call('confirmConfigTrial', { path: { id: result.trial_id ?? '' } })
  })

  test('keeps what a person wrote by hand meanwhile', async () => {
    const agent = await start()
    await agent.approve('applyConfig', { config: await withLevel(agent, 'debug'), confirm_within_seconds: 60 })
    const theirs = (await file()).replace('debug', 'warn')
    await write(theirs)
    await advance(90)
    expect(await file()).toBe(theirs)
    expect((await agent.call('getConfig')).trial).toBeNull()
    expect(agent.logged.join()).toContain('another one by now')
  })

  test('is listed with what was changed, by whom and why', async () => {
    const agent = await start()
    const { result } = await agent.approve(
      'applyConfig',
      { config: await withLevel(agent, 'debug'), confirm_within_seconds: 60 },
      'To see more.',
    )
    const { items } = await agent.call('listConfigTrials')
    expect(items).toMatchObject([
      {
        ...{ id: result.trial_id, status: 'open', hash: result.hash, reason: 'To see more.' },
        ...{ by: { subject: 'user:u', via: 'browser' }, changed_paths: ['logging.level'] },
      },
    ])
    await advance(90)
    expect((await agent.call('listConfigTrials')).items).toEqual([])
  })

  test('ends at once when a person puts the version before back', async () => {
    const agent = await start()
    const before = await file()
    const { result: applied } = await agent.approve('applyConfig', {
      config: await withLevel(agent, 'debug'),
      confirm_within_seconds: 600,
    })
    const { result } = await agent.approve('revertConfig', { hash: hashOf(before) })
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(await file()).toBe(before)
    expect((await agent.call('listConfigTrials')).items).toEqual([])
    const path = { id: applied.trial_id ?? '' }
    await expect(agent.call('confirmConfigTrial', { path })).rejects.toMatchObject({ code: 'trial_ended' })
    await advance(700)
    expect(world.audit.map(({ about }) => about)).toEqual(['applyConfig', 'revertConfig'])
  })

  test('lets no other change in', async () => {
    const agent = await start()
    await agent.approve('applyConfig', { config: await withLevel(agent, 'debug'), confirm_within_seconds: 600 })
    const next = agent.approve('applyConfig', { config: await withLevel(agent, 'warn') })
    await expect(next).rejects.toMatchObject({ code: 'plan_impossible' })
  })
})

describe('an earlier version', () => {
  test('is put back byte for byte', async () => {
    const agent = await start()
    const before = await file()
    await agent.approve('applyConfig', { config: await withLevel(agent, 'debug') })
    const { items } = await agent.call('listConfigHistory')
    const { result, plan } = await agent.approve('revertConfig', { hash: items[1]?.hash ?? '' })
    expect(plan.affects).toEqual(['logging.level is changed.'])
    expect(result).toMatchObject({ applied: true, status: 'verified', hash: hashOf(before) })
    expect(await file()).toBe(before)
  })

  test('replaces a file that is broken', async () => {
    const agent = await start()
    const before = await file()
    await advance(4)
    await write('{ broken')
    await advance(10)
    const { result } = await agent.approve('revertConfig', { hash: hashOf(before) })
    expect(result.status).toBe('verified')
    expect(await file()).toBe(before)
  })

  test('of which no copy is kept is not found', async () => {
    const agent = await start()
    await expect(agent.approve('revertConfig', { hash: 'a'.repeat(64) })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a MoltBot that does not run gets its file, and loads it later', async () => {
  await world.close()
  world = createWorld('stopped')
  const agent = await start()
  const { plan, result } = await agent.approve('applyConfig', { config: await withLevel(agent, 'debug') })
  expect(plan.affects).toContain('MoltBot does not run now: it loads the file when it is started.')
  expect(result).toMatchObject({
    applied: false,
    status: 'verified',
    next_steps: [expect.stringContaining('when it is started')],
  })
  expect(await file()).toContain("level: 'debug'")
})
