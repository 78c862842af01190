import { afterAll, describe, expect, test } from 'vitest'
import { createKillWorld, looksOf } from './alerts-kill-world.ts'

const events = 3
const world = await createKillWorld(looksOf(events))
afterAll(() => world.close())
const { moments } = await world.story([])

/** A number for a seed, the same each time (mulberry32). */
function random(seed: number): number {
  let state = (seed * 0x6d2b79f5) >>> 0
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32
}

describe('an agent that is killed twice', () => {
  test.each(Array.from({ length: 100 }, (_, seed) => [seed]))('as seed %i says, loses nothing', async (seed) => {
    const first = Math.floor(random(2 * seed + 1) * moments.length)
    const second = Math.floor(random(2 * seed + 2) * Math.max(1, moments.length - first))
    const told = await world.story([first, second])
    expect(told.events.map(({ resolved_at: over }) => over !== null)).toEqual(told.events.map(() => true))
    expect(told.events).toHaveLength(events)
    expect(told.deliveries.map(({ status }) => status)).toEqual(told.deliveries.map(() => 'delivered'))
    expect(told.webhook.kept).toHaveLength(2 * events)
    expect(told.webhook.seen).toEqual(told.webhook.kept)
    expect(told.email.seen).toEqual(told.email.kept)
    expect(told.twice).toBeLessThanOrEqual(4)
  })
})
