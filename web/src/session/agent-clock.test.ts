import { expect, it } from 'vitest'
import { createAgentClock } from './agent-clock.ts'

it('follows the agent’s clock, ignores the way of the answer, and stands still where a simulated clock does', () => {
  let here = 1_000_000
  const clock = createAgentClock(() => here)
  clock.sample(here + 300)
  expect(clock.offset()).toBe(0)
  clock.sample(here - 3_600_000)
  expect(clock.now()).toBe(here - 3_600_000)
  here += 5000
  expect(clock.now()).toBe(here - 3_600_000)
  clock.sample(42, true)
  here += 60_000
  expect(clock.now()).toBe(42)
})
