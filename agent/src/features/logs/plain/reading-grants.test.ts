import { expect, test } from 'vitest'
import type { Actor } from '../../../core/actor.ts'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { createReadingGrants } from './reading-grants.ts'

const owner: Actor = {
  subject: 'user:o',
  user: 'o',
  deviceId: 'd1',
  sessionId: 's1',
  role: 'owner',
  via: 'browser',
  scope: 'all',
  expiresAt: null,
}
const minutes = 60_000

test('an approval holds for 15 minutes, for its device, session and instance alone', () => {
  const clock = createFakeClock()
  const grants = createReadingGrants(clock)
  expect(grants.until(owner, 'in_1')).toBe(null)
  const until = grants.grant(owner, 'in_1')
  expect(until).toBe(clock.now() + 15 * minutes)
  expect(grants.until(owner, 'in_1')).toBe(until)
  for (const other of [{ deviceId: 'd2' }, { sessionId: 's2' }, { subject: 'token:t' }]) {
    expect(grants.until({ ...owner, ...other }, 'in_1')).toBe(null)
  }
  expect(grants.until(owner, 'in_2')).toBe(null)
  clock.advance(15 * minutes - 1)
  expect(grants.until(owner, 'in_1')).toBe(until)
  clock.advance(1)
  expect(grants.until(owner, 'in_1')).toBe(null)
})

test('a clock that is set back makes no approval longer', () => {
  const clock = createFakeClock()
  const grants = createReadingGrants(clock)
  grants.grant(owner, 'in_1')
  clock.setWall(clock.now() - 60 * minutes)
  clock.advance(15 * minutes)
  expect(grants.until(owner, 'in_1')).toBe(null)
})
