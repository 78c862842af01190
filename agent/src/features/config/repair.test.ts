import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Effects } from '../../host/effects.ts'
import { robin } from '../../host/simulated/test/open-machine.ts'
import { hashOf } from '../../moltbot/config/history/author.ts'
import { configPath, createWorld, startAgent, type World } from './test/config-at-work.ts'

type Agent = Awaited<ReturnType<typeof startAgent>>
let world: World
let agent: Agent
beforeEach(async () => {
  world = createWorld('invalid-config-edit')
  agent = await startAgent(world)
  await advance(10)
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

const file = async () => (await world.machine.read(configPath)) ?? ''
const place = { owner: robin, root: `${robin.home}/.openclaw`, mode: 0o600 }
const write = (text: string) => world.machine.effects.folders.writeFile(configPath, Buffer.from(text), place)
const advance = async (seconds: number) => {
  for (let passed = 0; passed < seconds; passed++) {
    await world.machine.clock.advance(1000)
    await new Promise((done) => setImmediate(done))
  }
}
const status = () => agent.moltbot.statuses()[0]
type Section = Record<string, unknown>
/** The file without what MoltBot refuses in it. */
const repaired = async (more: Section = {}) => {
  const config = (await agent.call('getConfig')).config as Record<string, Section>
  const { legacyPort: _, ...gateway } = config.gateway ?? {}
  return { ...config, gateway: { ...gateway, ...more } }
}
const now = () => world.machine.clock.now()

/** The command line says yes to everything, as one of another version might. */
async function credulous(): Promise<void> {
  const { effects } = world.machine
  const run: Effects['programs']['run'] = async () => {
    return { code: 0, signal: null, stdout: '{"valid":true,"warnings":[]}', stderr: '' }
  }
  await agent.stop()
  agent = await startAgent(world, { ...effects, programs: { ...effects.programs, run } })
  await advance(10)
}

describe('a file that MoltBot refuses while it runs with another', () => {
  test('is repaired without a restart, and MoltBot says that it is valid', async () => {
    expect(status()?.config).toMatchObject({ valid: false, pending_invalid_edit: true })
    const { plan, result } = await agent.approve('applyConfig', { config: await repaired() })
    expect(plan).toMatchObject({ downtimeSeconds: 0, risk: 'low', basis: { effect: 'none', loading: 'while_running' } })
    expect(plan.affects).toEqual([
      'gateway.legacyPort is removed.',
      'MoltBot refuses the file as it is and runs with another. For this one it neither restarts nor reloads.',
    ])
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(await file()).not.toContain('legacyPort')
    expect(status()).toMatchObject({ state: 'running', config: { hash: result.hash, valid: true } })
  })

  test('is told apart from what MoltBot runs with where two versions are compared', async () => {
    const body = { config: await repaired() }
    expect(await agent.call('diffConfig', { body })).toMatchObject({
      changes: [{ path: 'gateway.legacyPort', kind: 'removed', effect: 'none', why: null }],
      effect: 'none',
    })
  })

  test('is repaired with the restart that a setting needs which it has besides', async () => {
    await write((await file()).replace('legacyPort: true,', "legacyPort: true, controlUi: { basePath: '/ui' },"))
    await advance(10)
    const boot = status()?.gateway?.boot_id
    const { plan, result } = await agent.approve('applyConfig', { config: await repaired() })
    expect(plan).toMatchObject({ risk: 'medium', basis: { effect: 'restart', loading: 'by_itself' } })
    expect(plan.affects).toContain('What the file has already comes into force too: gateway.controlUi.')
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(status()?.gateway?.boot_id).not.toBe(boot)
  })

  test('is repaired also where nothing tells what MoltBot runs with', async () => {
    await world.machine.effects.folders.remove(`${configPath}.last-good`, place)
    const from = now()
    const { plan, result } = await agent.approve('applyConfig', { config: await repaired() })
    expect(plan).toMatchObject({ basis: { effect: 'restart', loading: 'by_itself' } })
    expect(plan.affects.join()).toContain('not known, so a restart has to be expected')
    expect(result).toMatchObject({ applied: true, status: 'verified' })
    expect(now() - from).toBeLessThan(60_000)
  })

  test('gives way to the last good version', async () => {
    const { result: good } = await agent.approve('applyConfig', { config: await repaired() })
    await write((await file()).replace("mode: 'local',", "mode: 'local', bogusKey: 1,"))
    await advance(10)
    const from = now()
    const { plan, result } = await agent.approve('revertConfig', { hash: good.hash ?? '' })
    expect(plan).toMatchObject({ basis: { effect: 'none' } })
    expect(result).toMatchObject({ applied: true, status: 'verified', hash: good.hash })
    expect(now() - from).toBeLessThan(60_000)
  })

  test('comes back when MoltBot refuses the new one too, and that is said', async () => {
    await credulous()
    const before = await file()
    const { plan, result } = await agent.approve('applyConfig', { config: await repaired({ otherKey: 1 }) })
    expect(plan.steps.find(({ id }) => id === 'write')?.detail).toContain('only if MoltBot refuses this one too')
    expect(result).toMatchObject({ applied: false, status: 'rolled_back', hash: hashOf(before) })
    expect(await file()).toBe(before)
    const { items } = await agent.call('listConfigHistory')
    expect(items[0]?.cause).toContain('MoltBot refuses this one too.')
    expect((await agent.lastJob())?.undo).toMatchObject({ status: 'done' })
    expect(status()).toMatchObject({ state: 'degraded', process: expect.any(Object) })
  })

  test('does not come back over one that MoltBot takes, though it is not healthy', async () => {
    await agent.stop()
    agent = await startAgent(world, undefined, { waitFor: async () => ({ reached: false, status: null }) })
    await advance(10)
    const { result } = await agent.approve('applyConfig', { config: await repaired() })
    expect(result).toMatchObject({ applied: false, status: 'failed' })
    expect(await file()).not.toContain('legacyPort')
    const remains = [expect.stringContaining('The new file was left')]
    expect((await agent.lastJob())?.undo).toMatchObject({ status: 'incomplete', remains })
  })

  test('comes back after a trial only as it was approved, and that is said', async () => {
    const before = await file()
    const { plan, result } = await agent.approve('applyConfig', {
      config: await repaired(),
      confirm_within_seconds: 60,
    })
    expect(plan.steps.find(({ id }) => id === 'trial')?.detail).toContain('which MoltBot refuses, is put back')
    expect(result).toMatchObject({ applied: true, trial_id: expect.any(String) })
    await advance(90)
    expect(await file()).toBe(before)
    expect(await agent.lastJob()).toMatchObject({
      status: 'succeeded',
      result: { message: expect.stringContaining('MoltBot refuses it') },
    })
    expect((await agent.call('listConfigTrials')).items).toEqual([])
  })

  test('that is sent again as it is stays refused, and nothing claims otherwise', async () => {
    const { config } = await agent.call('getConfig')
    const { result } = await agent.approve('applyConfig', { config })
    expect(result).toMatchObject({ applied: false, status: 'failed', message: expect.stringContaining('refuses') })
  })
})

describe('what a refused file has already, and a person would rather know before approving its repair', () => {
  const open = (text: string) => text.replace("bind: 'loopback'", "bind: 'lan'")
  const dangerous = (affects: readonly string[]) => affects.find((line) => line.startsWith('gateway.bind '))
  const planOfRepair = async () => (await agent.approve('applyConfig', { config: await repaired() })).plan

  test('is told with what it costs, though MoltBot claims to run with it already', async () => {
    await write(open(await file()))
    const claimed = (await file()).replace('legacyPort: true,', '')
    await world.machine.effects.folders.writeFile(`${configPath}.last-good`, Buffer.from(claimed), place)
    await advance(10)
    const { risk, affects } = await planOfRepair()
    expect(dangerous(affects)).toMatch(/^gateway\.bind comes into force, which the file has already\. .+/)
    expect(risk).toBe('high')
  })

  test('is told also where nothing says what MoltBot runs with', async () => {
    await world.machine.effects.folders.remove(`${configPath}.last-good`, place)
    await write(open(await file()))
    await advance(10)
    const { risk, affects } = await planOfRepair()
    expect(dangerous(affects)).toBeDefined()
    expect(risk).toBe('high')
  })

  test('is told before all that is harmless, of which no number goes untold', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `harmless${index}: 1,`).join(' ')
    await write(open(await file()).replace('gateway: {', `gateway: { ${many}`))
    await advance(10)
    const { affects } = await planOfRepair()
    expect(dangerous(affects)).toBeDefined()
    expect(affects.join()).toMatch(/and \d+ more/)
  })
})
