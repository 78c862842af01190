import { expect, it } from 'vitest'
import { createAgentClock } from './agent-clock.ts'

function clockAt(start: number) {
  let here = start
  return {
    clock: createAgentClock(() => here),
    pass(ms: number) {
      here += ms
      return here
    },
  }
}

it('corrects a browser whose clock is wrong, and not the rounding of a header', () => {
  const { clock, pass } = clockAt(1_000_000)
  clock.noteAnswer(999_000)
  expect(clock.sessionOffset()).toBe(0)
  clock.noteAnswer(1_000_000 - 3_600_000)
  expect(clock.sessionNow()).toBe(1_000_000 - 3_600_000)
  expect(clock.hostOffset()).toBe(-3_600_000)
  expect(clock.sessionNow()).toBe(pass(5000) - 5000 - 3_600_000)
})

it('keeps the time of sessions real while a simulated host is an hour ahead', () => {
  const { clock } = clockAt(1_000_000)
  clock.noteSimulation(4_600_000, false)
  clock.noteAnswer(1_000_000)
  expect(clock.hostOffset()).toBe(3_600_000)
  expect(clock.sessionNow()).toBe(1_000_000)
})

it('stands still where the simulated clock does', () => {
  const { clock, pass } = clockAt(1_000_000)
  clock.noteSimulation(42, true)
  expect(pass(60_000) + clock.hostOffset()).toBe(42)
  clock.noteSimulation(42, false)
  expect(pass(1000) + clock.hostOffset()).toBe(1042)
})
