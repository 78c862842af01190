import { expect, test } from 'vitest'
import { scenarios } from '../src/host/simulated/scenarios/scenarios.ts'
import { createWholeAgent } from './whole-agent.ts'

const reads = [
  '/moltbot/status',
  '/moltbot/timeline',
  '/instances',
  '/system/info',
  '/simulation',
  '/capabilities',
  '/devices',
]

/** Everything that the agent answers about one scenario after some minutes. */
async function transcript(scenario: string, seed: number) {
  const agent = await createWholeAgent(scenario, seed)
  await agent.advance(200)
  const answers: Record<string, unknown> = {}
  for (const path of reads) {
    const { status, body } = await agent.ask('GET', path)
    expect([scenario, path, status]).toEqual([scenario, path, 200])
    answers[path] = body
  }
  await agent.stop()
  // The agent's own name comes from its keys, which no seed may decide.
  return { answers: JSON.stringify(answers, null, 1).replaceAll(/ag_[\w-]{12}/g, 'ag_…'), logged: agent.log.lines }
}

test.each(scenarios.map(({ name }) => [name]))(
  '%s: every answer fits the contract, nothing is logged, and two runs say the same',
  async (scenario) => {
    const first = await transcript(scenario, 7)
    expect(first.logged).toEqual([])
    expect(await transcript(scenario, 7)).toEqual(first)
  },
)

test('another seed is another machine', async () => {
  expect((await transcript('healthy', 2)).answers).not.toEqual((await transcript('healthy', 1)).answers)
})

test('a token of a paired owner does not reach what only the host may do', async () => {
  const agent = await createWholeAgent('healthy')
  const { status, body } = await agent.ask('POST', '/auth/tokens', { name: 'x', role: 'viewer' })
  expect([status, body.code]).toEqual([403, 'host_only'])
  await agent.stop()
})
