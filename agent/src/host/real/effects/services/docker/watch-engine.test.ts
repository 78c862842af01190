import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../../../../core/clock.fake.ts'
import { HostError } from '../../../../host.ts'
import type { Engine } from './engine.ts'
import { type ContainerEvent, parseContainerEvent, watchEngine } from './watch-engine.ts'

const line = (action: string, attributes: Record<string, string>) =>
  `${JSON.stringify({ Action: action, Actor: { Attributes: attributes } })}\n`
const died = line('die', { 'moltbot-ops.instance': 'moltbot', exitCode: '78' })

/** An engine that is there as long as there are streams. */
function arranged(streams: PassThrough[]) {
  const clock = createFakeClock()
  const events: ContainerEvent[] = []
  let again = 0
  const ask: Engine['ask'] = async () => {
    const next = streams.shift()
    if (next === undefined) throw new HostError('failed', 'ECONNREFUSED')
    return next as never
  }
  const watch = watchEngine(
    { engine: { ask, find: async () => null }, clock },
    (event) => void events.push(event),
    () => {
      again += 1
    },
  )
  return { clock, events, watch, again: () => again }
}

test('an event is told once, wherever the engine cuts its line', async () => {
  const stream = new PassThrough()
  const { clock, events } = arranged([stream])
  await clock.advanceAsync(0)
  stream.write(died.slice(0, 20))
  stream.write(died.slice(20))
  await clock.advanceAsync(0)
  expect(events).toEqual([{ name: 'moltbot', action: 'die', exitCode: 78 }])
})

test('an engine that was away is followed again, and what happened meanwhile is asked for', async () => {
  const [first, second] = [new PassThrough(), new PassThrough()]
  const streams = [first]
  const { clock, events, watch, again } = arranged(streams)
  await clock.advanceAsync(0)
  expect([watch.isOpen(), again()]).toEqual([true, 0])
  first.destroy()
  await clock.advanceAsync(0)
  expect(watch.isOpen()).toBe(false)
  await clock.advanceAsync(5000)
  streams.push(second)
  await clock.advanceAsync(5000)
  expect([watch.isOpen(), again()]).toEqual([true, 1])
  second.write(died)
  await clock.advanceAsync(0)
  expect(events).toHaveLength(1)
})

test('a closed watch asks no more', async () => {
  const { clock, watch } = arranged([])
  await clock.advanceAsync(0)
  watch.close()
  expect(clock.pending()).toBe(0)
})

test.each([
  ['no JSON', '{'],
  ['another event', line('start', { 'moltbot-ops.instance': 'moltbot' })],
  ['somebody else’s container', line('die', { exitCode: '1' })],
  ['nothing', ''],
])('%s is no event of ours', (_what, text) => {
  expect(parseContainerEvent(text)).toBeNull()
})
