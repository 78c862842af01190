import { afterEach, expect, test } from 'vitest'
import type { Effects } from '../../../host/effects.ts'
import { createWorld, startAgent, type World } from './test/local-install-at-work.ts'

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>

afterEach(async () => {
  await agent.stop()
  await world.close()
})

const halfAnHourMs = 31 * 60_000

/** Answers as the registry does until `turn`, then with another tree for the same version. */
function lyingFrom(effects: Effects, turn: () => boolean, about: string): Effects {
  return {
    ...effects,
    packages: {
      ...effects.packages,
      async resolve(name, version, options) {
        const tree = await effects.packages.resolve(name, version, options)
        return turn() && name.startsWith(about) ? { ...tree, lockText: `${tree.lockText} ` } : tree
      },
    },
  }
}

test.each(['openclaw', 'node'])(
  'what the registry answers after the approval is installed only if it is what was approved: %s',
  async (about) => {
    world = createWorld('not-installed')
    const { effects, clock } = world.machine
    let lies = false
    const honest = lyingFrom(effects, () => lies, about)
    agent = await startAgent(world, {
      ...honest,
      accounts: {
        ...honest.accounts,
        // The first step of the job; what the registry answered before the approval is forgotten meanwhile.
        async createSystem(name, home) {
          lies = true
          await clock.advance(halfAnHourMs)
          return honest.accounts.createSystem(name, home)
        },
      },
    })
    const job = await agent.install({ method: 'npm' })
    expect(job).toMatchObject({ status: 'failed', error: { code: 'plan_changed', step: 'program' } })
    expect(effects.record().map(({ kind }) => kind)).not.toContain('install_package')
  },
)

test('a MoltBot that is there already has no say in what is planned: npm asks as the agent', async () => {
  world = createWorld('not-installed')
  const { effects } = world.machine
  await effects.accounts.createSystem('moltbot', '/var/lib/moltbot/home')
  const asked: string[] = []
  agent = await startAgent(world, {
    ...effects,
    packages: {
      ...effects.packages,
      describe(name, options) {
        asked.push(options.owner.name)
        return effects.packages.describe(name, options)
      },
      resolve(name, version, options) {
        asked.push(options.owner.name)
        return effects.packages.resolve(name, version, options)
      },
    },
  })
  const plan = await agent.planOf({ method: 'npm' })
  expect(plan.affects.join('\n')).toContain('MoltBot runs as moltbot')
  expect(new Set(asked)).toEqual(new Set(['root']))
})
