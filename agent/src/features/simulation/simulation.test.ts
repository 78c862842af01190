import { expect, test } from 'vitest'
import { type BusEvents, createBus } from '../../core/bus.ts'
import type { Input } from '../../core/handler.ts'
import { createSimulation, type SimulationControl } from './simulation.ts'

const input = (body: Input<'updateSimulation'>['body']): Input<'updateSimulation'> => ({
  path: {} as never,
  query: {} as never,
  body,
  actor: {} as never,
  client: {} as never,
  cookies: {} as never,
  consent: null,
})
const reading = {} as Input<'getSimulation'>

function fixture() {
  const happened: string[] = []
  let now = Date.UTC(2026, 10, 23, 2, 7, 0)
  const control: SimulationControl = {
    read: () => ({
      scenario: 'healthy',
      seed: 1,
      running: false,
      now,
      scenarios: [
        { name: 'healthy', description: 'All is well.' },
        { name: 'stopped', description: 'It was stopped.' },
      ],
    }),
    async change(wishes) {
      happened.push(`change ${JSON.stringify(wishes)}`)
      now += wishes.advanceMs ?? 0
    },
  }
  const bus = createBus()
  const published: BusEvents['simulation'][] = []
  bus.subscribe((name, payload) => {
    if (name === 'simulation') published.push(payload as BusEvents['simulation'])
  })
  const feature = createSimulation({ control, bus, afterChange: () => void happened.push('looked') })
  return { feature, happened, published }
}

test('it tells scenario, seed and clock, and the scenarios there are', async () => {
  const { feature } = fixture()
  expect(await feature.getSimulation(reading)).toEqual({
    scenario: 'healthy',
    seed: 1,
    clock: 'paused',
    now: '2026-11-23T02:07:00.000Z',
    scenarios: [
      { name: 'healthy', description: 'All is well.' },
      { name: 'stopped', description: 'It was stopped.' },
    ],
  })
})

test('a change reaches the machine, then the agent looks, then everybody is told', async () => {
  const { feature, happened, published } = fixture()
  const answer = await feature.updateSimulation(input({ scenario: 'stopped', advance_seconds: 1.5 }))
  expect(happened).toEqual(['change {"scenario":"stopped","advanceMs":1500}', 'looked'])
  expect(answer.now).toBe('2026-11-23T02:07:01.500Z')
  expect(published).toEqual([answer])
})

test('an unknown scenario is refused with the known ones, and nothing changes', async () => {
  const { feature, happened } = fixture()
  await expect(feature.updateSimulation(input({ scenario: 'sunny' }))).rejects.toMatchObject({
    code: 'validation_failed',
    details: [{ path: '/scenario', message: 'Known scenarios: healthy, stopped.' }],
  })
  expect(happened).toEqual([])
})

test('on a real host there is nothing to simulate', async () => {
  const feature = createSimulation({ control: null, bus: createBus(), afterChange: () => undefined })
  await expect(feature.getSimulation(reading)).rejects.toMatchObject({ code: 'not_found' })
  await expect(feature.updateSimulation(input({ clock: 'paused' }))).rejects.toMatchObject({ code: 'not_found' })
})
