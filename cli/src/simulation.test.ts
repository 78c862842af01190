import { expect, test } from 'vitest'
import { example, runCli } from '../test/run-cli.ts'

const simulation = example('getSimulation.200')
const api = { 'GET /simulation': { json: simulation }, 'PUT /simulation': { json: simulation } }

test.each([
  [['scenario', 'crash-loop'], { scenario: 'crash-loop' }],
  [['scenario', 'crash-loop', '--seed', '7'], { scenario: 'crash-loop', seed: 7 }],
  [['advance', '90'], { advance_seconds: 90 }],
  [['advance', '2h'], { advance_seconds: 7200 }],
  [['pause'], { clock: 'paused' }],
  [['run'], { clock: 'running' }],
])('simulation %j', async (args, body) => {
  const { sent, code } = await runCli(['simulation', ...args], { api })
  expect(sent).toEqual([{ call: 'PUT /simulation', token: 'token-1', body }])
  expect(code).toBe(0)
})

test('show tells scenario, clock and what there is', async () => {
  const { stdout } = await runCli(['simulation', 'show'], { api })
  expect(stdout).toMatch(/^Scenario healthy, seed \d+\. Its clock (runs|stands) at /)
  const { stdout: json } = await runCli(['simulation', 'show', '--json'], { api })
  expect(JSON.parse(json)).toEqual(simulation)
})

test('an unknown scenario is a usage error that lists the known ones', async () => {
  const { code, stderr, sent } = await runCli(['simulation', 'scenario', 'sunny'], { api })
  expect({ code, sent }).toEqual({ code: 2, sent: [] })
  expect(stderr).toContain('crash-loop')
})
