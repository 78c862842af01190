import { expect, test } from 'vitest'
import { createTimerQueue } from './timer-queue.ts'

function drain(queue: ReturnType<typeof createTimerQueue>, until: number, now?: number): number[] {
  const at: number[] = []
  for (let due = queue.take(until, now); due !== null; due = queue.take(until, now)) at.push(due.at)
  return at
}
const nothing = () => undefined

test('timers come in order of time, those of one time as they were added', () => {
  const queue = createTimerQueue()
  const seen: string[] = []
  queue.add(20, null, () => seen.push('late'))
  queue.add(10, null, () => seen.push('first'))
  queue.add(10, null, () => seen.push('second'))
  for (let due = queue.take(20); due !== null; due = queue.take(20)) due.task()
  expect(seen).toEqual(['first', 'second', 'late'])
  expect(queue.size()).toBe(0)
})

test('an interval comes at each of its times', () => {
  const queue = createTimerQueue()
  queue.add(10, 10, nothing)
  expect(drain(queue, 35)).toEqual([10, 20, 30])
  expect(queue.earliest()).toBe(40)
})

test('a clock that jumps gets an interval once, and it keeps its rhythm', () => {
  const queue = createTimerQueue()
  queue.add(10, 10, nothing)
  expect(drain(queue, 95, 95)).toEqual([10])
  expect(queue.earliest()).toBe(100)
})

test('an interval of nothing still moves on', () => {
  const queue = createTimerQueue()
  queue.add(0, 0, nothing)
  expect(drain(queue, 3)).toEqual([0, 1, 2, 3])
})

test('what is not due yet stays', () => {
  const queue = createTimerQueue()
  const timer = queue.add(10, null, nothing)
  expect(queue.take(9)).toBeNull()
  timer.cancel()
  expect(queue.earliest()).toBeNull()
})
