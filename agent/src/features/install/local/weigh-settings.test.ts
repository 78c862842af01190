import { afterEach, expect, test } from 'vitest'
import { createWorld, startAgent, type World } from './test/local-install-at-work.ts'

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>

async function planWith(config: Record<string, unknown>) {
  world = createWorld('not-installed')
  agent = await startAgent(world)
  return agent.planOf({ method: 'npm', config })
}

afterEach(async () => {
  await agent.stop()
  await world.close()
})

test('an installation that would publish the gateway says so, and is a high risk', async () => {
  const plan = await planWith({ gateway: { tailscale: { mode: 'funnel' } } })
  expect(plan.risk).toBe('high')
  expect(plan.affects).toContain(
    'The setting gateway.tailscale comes with it. The gateway is published to the internet.',
  )
})

test('what the installation decides by itself cannot be said otherwise, and is not named', async () => {
  const plan = await planWith({ gateway: { bind: 'lan', auth: { mode: 'none' }, port: 1 } })
  expect(plan.risk).toBe('medium')
  expect(plan.affects.join('\n')).not.toContain('comes with it')
})

test('harmless settings are named, and their secrets are not told', async () => {
  const apiKey = ['made', 'up', 'key'].join('-')
  const plan = await planWith({ models: { providers: { anthropic: { apiKey } } } })
  expect(plan.affects.join('\n')).toContain('The setting models comes with it.')
  expect(JSON.stringify(plan)).not.toContain(apiKey)
})

test('many settings do not hide the dangerous one', async () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, number) => [`A${number}`, 'x']))
  const plan = await planWith({ env: { vars: many }, gateway: { tailscale: { mode: 'funnel' } } })
  expect(plan.risk).toBe('high')
  expect(plan.affects.join('\n')).toContain('published to the internet')
})
