import { afterEach, describe, expect, test } from 'vitest'
import type { EffectRecord } from '../../../host/simulated/effects/effect-record.ts'
import type { FaultMoment } from '../../../host/simulated/effects/faults.ts'
import { createWorld, everythingOn, startAgent, type World } from './test/local-install-at-work.ts'

type Method = 'npm' | 'docker'
type Agent = Awaited<ReturnType<typeof startAgent>>

const scenarios: Record<Method, string> = { npm: 'not-installed', docker: 'docker-ready' }
const moments: FaultMoment[] = ['before', 'during', 'after']
/** Effects that take several steps, and so can be cut off in the middle. */
const lasting = ['write_file', 'install_package', 'pull_image', 'remove_account']

let world: World
afterEach(() => world.close())

/** All effects of an installation that goes well, in order. */
async function effectsOf(method: Method): Promise<EffectRecord[]> {
  const whole = createWorld(scenarios[method])
  const agent = await startAgent(whole)
  expect(await agent.install({ method })).toMatchObject({ status: 'succeeded' })
  const records = [...whole.machine.effects.record()]
  await agent.stop()
  await whole.close()
  return records
}

/** A middle is counted among middles alone. */
function nthMiddle(records: readonly EffectRecord[], nth: number): number {
  return records.slice(0, nth).filter(({ kind }) => lasting.includes(kind)).length
}

function rowsOf(records: readonly EffectRecord[]) {
  return records.flatMap(({ kind, target }, index) =>
    moments
      .filter((moment) => moment !== 'during' || lasting.includes(kind))
      .map((moment): [FaultMoment, string, number] => [moment, `${kind} ${target}`, index + 1]),
  )
}

/** Lets time pass until the agent is dead; false when nothing killed it within that time. */
async function dies(crashed: Promise<unknown>, mostSeconds = 400): Promise<boolean> {
  let dead = false
  void crashed.then(() => {
    dead = true
  })
  for (let passed = 0; !dead && passed < mostSeconds; passed += 1) {
    await world.machine.clock.advance(1000)
    await new Promise((done) => setImmediate(done))
  }
  world.machine.faults.clear()
  return dead
}

/** Everything but images, which stay with the engine. */
const machineNow = async () => (await everythingOn(world)).filter((line) => !line.startsWith('/var/lib/docker'))

/** An agent that was killed while it installed, at that effect; gives the id of its job. */
async function killedAt(method: Method, nth: number, moment: FaultMoment): Promise<string> {
  const agent = await startAgent(world)
  world.machine.faults.crashAt('any', nth, { moment, silent: true })
  const crashed = world.machine.faults.crashed()
  const id = await agent.start({ method })
  expect(await dies(crashed)).toBe(true)
  await agent.moltbot.stop()
  return id
}

/** That the machine is as it was, and the job says so. */
async function expectOld(agent: Agent, id: string, before: string[]) {
  const job = await agent.job(id)
  expect(job).toMatchObject({ status: 'interrupted', undo: { status: 'done', remains: [] } })
  const hasImage = (await everythingOn(world, '/var/lib/docker/images')).length > 1
  expect(job.error?.message).toContain('MoltBot is not installed.')
  expect(job.error?.message.includes('stays with the container engine')).toBe(hasImage)
  expect(await machineNow()).toEqual(before)
  expect(await agent.effects.accounts.find('moltbot')).toBeNull()
  expect(agent.services.all()).toEqual([])
  expect(await world.machine.host.containers.list()).toEqual([])
  // What runs here is looked at anew every few seconds.
  await world.machine.clock.advance(20_000)
  expect(agent.moltbot.statuses()).toMatchObject([{ state: 'not_installed' }])
}

describe.each(['npm', 'docker'] as const)('an agent that installs with %s', async (method) => {
  const records = await effectsOf(method)
  const rows = rowsOf(records)

  test('can be killed at many moments', () => {
    world = createWorld(scenarios[method])
    expect(rows.length).toBeGreaterThan(method === 'npm' ? 35 : 18)
  })

  test.each(rows)('killed %s %s (%i), finds the old machine at its next start, and says so', async (moment, _, nth) => {
    world = createWorld(scenarios[method])
    const before = await machineNow()
    const id = await killedAt(method, moment === 'during' ? nthMiddle(records, nth) : nth, moment)
    const second = await startAgent(world, world.machine.restartAgent())
    await expectOld(second, id, before)
    await second.stop()
  })

  test.each(['before', 'after'] as const)(
    'killed again %s each effect of the way back, gets there all the same',
    async (moment) => {
      world = createWorld(scenarios[method])
      const before = await machineNow()
      const id = await killedAt(method, records.length, 'after')
      let deaths = 0
      for (;;) {
        // Each life gets one effect further than the one before.
        const effects = world.machine.restartAgent()
        world.machine.faults.crashAt('any', deaths + 1, { moment, silent: true })
        const crashed = world.machine.faults.crashed()
        const starting = startAgent(world, effects)
        const agent = await Promise.race([starting, crashed.then(() => null)])
        world.machine.faults.clear()
        if (agent !== null) {
          await expectOld(agent, id, before)
          await agent.stop()
          break
        }
        deaths += 1
        expect(deaths).toBeLessThan(12)
      }
      expect(deaths).toBeGreaterThan(2)
    },
  )
})
