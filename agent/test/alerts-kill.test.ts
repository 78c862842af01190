import { afterAll, describe, expect, test } from 'vitest'
import { createKillWorld, looksOf } from './alerts-kill-world.ts'

const world = await createKillWorld(looksOf(1))
afterAll(() => world.close())
const { moments } = await world.story([])

describe('an agent that is killed', () => {
  test('may die at many moments', () => {
    expect(moments.length).toBeGreaterThan(25)
  })

  test.each(moments.map((name, index) => [index, name] as const))(
    'at moment %i (%s) raises one event, and everybody is told',
    async (at) => {
      const { events, deliveries, webhook, email, twice } = await world.story([at])
      expect(events.map(({ resolved_at: over }) => over !== null)).toEqual([true])
      expect(deliveries.map(({ status }) => status)).toEqual(deliveries.map(() => 'delivered'))
      expect(webhook.kept).toHaveLength(2)
      expect(webhook.seen).toEqual(webhook.kept)
      expect(email.seen).toEqual(email.kept)
      // Only what was under way may be told again: one through each channel.
      expect(twice).toBeLessThanOrEqual(2)
    },
  )
})
