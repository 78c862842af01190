import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { createSimulatedClock } from './simulated-clock.ts'

const startAt = Date.UTC(2026, 10, 23, 2, 7, 0)
const day = 86_400_000

function paused() {
  const clock = createSimulatedClock({ startAt, real: null })
  const fired: number[] = []
  return { clock, fired, note: () => void fired.push(clock.now() - startAt) }
}

test('it runs at the speed of the real clock from the start', () => {
  const real = createFakeClock()
  const clock = createSimulatedClock({ startAt, real })
  const fired: number[] = []
  clock.after(500, () => fired.push(clock.now() - startAt))
  clock.every(400, () => fired.push(clock.now() - startAt))
  real.advance(1000)
  expect(clock.now()).toBe(startAt + 1000)
  expect(clock.running()).toBe(true)
  expect(fired).toEqual([400, 500, 800])
})

test('paused it stands still, and goes on from there', () => {
  const real = createFakeClock()
  const clock = createSimulatedClock({ startAt, real })
  let fired = 0
  clock.every(1000, () => fired++)
  real.advance(1500)
  clock.pause()
  real.advance(60_000)
  expect([clock.now() - startAt, fired]).toEqual([1500, 1])
  clock.run()
  real.advance(500)
  expect([clock.now() - startAt, fired]).toEqual([2000, 2])
  expect(real.pending()).toBe(1)
})

test('time that passed while the machine slept fires an interval once', () => {
  let present = 0
  const real = createFakeClock()
  const clock = createSimulatedClock({ startAt, real: { after: real.after, monotonic: () => present } })
  let fired = 0
  clock.every(1000, () => fired++)
  present = 3_600_000
  real.advance(1000)
  expect(fired).toBe(1)
  expect(clock.now() - startAt).toBe(3_600_000)
})

test('up to half an hour every timer fires at its own time, in order', async () => {
  const { clock, fired, note } = paused()
  clock.every(700_000, note)
  clock.after(700_000, note)
  clock.after(5, () => clock.after(10, note))
  await clock.advance(1_800_000)
  expect(fired).toEqual([15, 700_000, 700_000, 1_400_000])
  expect(clock.now() - startAt).toBe(1_800_000)
})

test('promises settle between the timers that fire', async () => {
  const { clock, fired, note } = paused()
  const later = async () => {
    await Promise.resolve()
    clock.after(10, note)
  }
  clock.after(10, () => void later())
  await clock.advance(20)
  expect(fired).toEqual([20])
})

test('a hundred days cost some hundred firings, and begin and end are exact', async () => {
  const { clock, fired, note } = paused()
  clock.every(2000, note)
  await clock.advance(100 * day)
  expect(fired.length).toBeLessThan(700)
  expect(clock.now() - startAt).toBe(100 * day)
  expect(fired.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, index) => 2000 * (index + 1)))
  const last = fired.slice(-150)
  expect(last.every((at, index) => index === 0 || at - (last[index - 1] ?? 0) === 2000)).toBe(true)
})

test('a chain of timers that renew themselves is bounded as well', async () => {
  const { clock, fired, note } = paused()
  const chain = () => {
    note()
    clock.after(2000, chain)
  }
  clock.after(2000, chain)
  await clock.advance(30 * day)
  expect(fired.length).toBeLessThan(700)
})

test('moves that are asked for together happen one after the other', async () => {
  const { clock, fired, note } = paused()
  clock.after(1500, note)
  await Promise.all([clock.advance(1000), clock.advance(1000)])
  expect(clock.now() - startAt).toBe(2000)
  expect(fired).toEqual([1500])
})

test('timers that never let time move on are an error', async () => {
  const { clock } = paused()
  const again = () => void clock.after(0, again)
  clock.after(0, again)
  await expect(clock.advance(1)).rejects.toThrow(/without time moving on/)
})

test('a cancelled timer does not fire', async () => {
  const { clock, fired, note } = paused()
  const timer = clock.every(10, note)
  await clock.advance(25)
  timer.cancel()
  timer.cancel()
  await clock.advance(25)
  expect(fired).toEqual([10, 20])
})

test('after a move it runs on at real speed', async () => {
  const real = createFakeClock()
  const clock = createSimulatedClock({ startAt, real })
  await clock.advance(5000)
  real.advance(250)
  expect(clock.now() - startAt).toBe(5250)
})
