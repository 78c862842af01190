import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EffectRecord } from '../../host/simulated/effects/effect-record.ts'
import type { FaultMoment } from '../../host/simulated/effects/faults.ts'
import { candidatePrefix } from './moltbot-program.ts'
import { configPath, createWorld, startAgent, type World } from './test/config-at-work.ts'

type Agent = Awaited<ReturnType<typeof startAgent>>

const trialSeconds = 60

async function change(agent: Agent) {
  const config = (await agent.call('getConfig')).config as Record<string, Record<string, unknown>>
  const next = { ...config, logging: { ...config.logging, level: 'debug' } }
  return agent.approve('applyConfig', { config: next, confirm_within_seconds: trialSeconds })
}

const file = async ({ machine }: World) => (await machine.read(configPath)) ?? ''
const advance = async ({ machine }: World, seconds: number) => {
  for (let passed = 0; passed < seconds; passed++) {
    await machine.clock.advance(1000)
    await new Promise((done) => setImmediate(done))
  }
}

/** Everything that a change does to the machine when nothing goes wrong, until its trial has gone back. */
async function effectsOfOne(): Promise<EffectRecord[]> {
  const world = createWorld()
  const agent = await startAgent(world)
  await change(agent)
  await advance(world, trialSeconds + 30)
  const { effects } = world.machine
  const records = [...effects.record()]
  await agent.stop()
  await world.close()
  return records
}

const moments: FaultMoment[] = ['before', 'during', 'after']
const effects = await effectsOfOne()
const names = effects.map(({ kind, target }) => `${kind} ${target.replace(/\.moltbot-ops-[^/]+/, 'candidate')}`)
/** Only what has several steps has a middle. */
const hasMiddle = (name: string | undefined) => name?.startsWith('write_file') === true
const rows = names.flatMap((name, index) =>
  moments
    .filter((moment) => moment !== 'during' || hasMiddle(name))
    .map((moment): [FaultMoment, string, number] => [moment, name, index + 1]),
)
const nthMiddle = (nth: number) => names.slice(0, nth).filter(hasMiddle).length

test('there are many moments at which to kill', () => {
  expect(rows.length).toBeGreaterThan(15)
  expect(names.filter((name) => name === `write_file ${configPath}`)).toHaveLength(2)
})

describe('an agent that is killed', () => {
  test.each(rows)('%s effect %s (%i) leaves the old file or the new, and says which', async (moment, _, nth) => {
    const world = createWorld()
    const first = await startAgent(world)
    const before = await file(world)
    world.machine.faults.crashAt('any', moment === 'during' ? nthMiddle(nth) : nth, { moment, silent: true })
    const crashed = world.machine.faults.crashed()
    void change(first).catch(() => undefined)
    let isDead = false
    void crashed.then(() => {
      isDead = true
    })
    for (let passed = 0; !isDead && passed < 300; passed++) await advance(world, 1)
    expect(isDead).toBe(true)
    await first.moltbot.stop()
    world.machine.faults.clear()
    const present = await file(world)
    const after = before.replace("level: 'info'", "level: 'debug'")
    expect([before, after]).toContain(present)

    const second = await startAgent(world, world.machine.restartAgent())
    await advance(world, trialSeconds + 60)
    // Nobody confirmed anything, so whatever was going on, the file before is back.
    expect(await file(world)).toBe(before)
    const { items } = await second.jobs.handlers.listJobs({ query: {} } as never)
    expect(items.filter(({ ended_at }) => ended_at === null)).toEqual([])
    const cut = items.find(({ status }) => status === 'interrupted')
    if (cut) expect(cut.error?.message ?? '').toMatch(/The configuration is as it was before\.|is back|left as it is/)
    else expect(items.every(({ status }) => status === 'succeeded')).toBe(true)
    expect(await second.call('getConfig')).toMatchObject({ trial: null })
    const known = await second.call('listConfigHistory')
    expect(known.items[0]).toMatchObject({ hash: (await second.call('getConfig')).hash, current: true })
    const left = await world.machine.host.files.list(dirname(configPath))
    expect(left.filter((name) => name.startsWith(candidatePrefix))).toEqual([])
    await second.stop()
    await world.close()
  })
})
