import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { createSampleKeeper } from './keep-samples.ts'
import type { Sample } from './measure/sample.ts'
import { createSampler } from './sampler.ts'

function arrange(measure?: () => Promise<Sample>) {
  const clock = createFakeClock()
  const lines: string[] = []
  const put = (message: string) => void lines.push(message)
  const log = { info: put, warn: put, error: put }
  const seen: Sample[] = []
  const sampleNow = (): Sample => ({
    ...{ at: clock.now(), mono: clock.monotonic(), host: {}, agentCpuSeconds: 0, disks: [], instances: [] },
  })
  const sampler = createSampler({
    clock,
    log,
    measure: measure ?? (async () => sampleNow()),
    onSample: async (sample) => void seen.push(sample),
  })
  return { clock, log, lines, seen, sampler, sampleNow }
}

test('a sample is taken at once and then at each full ten seconds', async () => {
  const { clock, seen, sampler } = arrange()
  clock.setWall(clock.now() + 3456)
  await sampler.start()
  await clock.advanceAsync(30_000)
  expect(seen.slice(1).map(({ at }) => at % 10_000)).toEqual([0, 0, 0])
  await sampler.stop()
  expect(clock.pending()).toBe(0)
})

test('a sampler that was stopped takes no more', async () => {
  const { clock, seen, sampler } = arrange()
  await sampler.start()
  await sampler.stop()
  await clock.advanceAsync(60_000)
  expect(seen).toHaveLength(1)
})

test('a machine that cannot be measured is said once, and tried again', async () => {
  let broken = true
  const world = arrange(async () => {
    if (broken) throw new Error('no /proc')
    return world.sampleNow()
  })
  await world.sampler.start()
  await world.clock.advanceAsync(20_000)
  expect(world.lines).toEqual(['The machine could not be measured.'])
  expect(world.sampler.latest()).toBe(null)
  broken = false
  await world.clock.advanceAsync(10_000)
  expect(world.sampler.latest()).not.toBe(null)
  await world.sampler.stop()
})

test('a sample that is too old says nothing of now', async () => {
  const { clock, sampler } = arrange()
  await sampler.start()
  await sampler.stop()
  clock.advance(25_000)
  expect(sampler.latest()).not.toBe(null)
  clock.advance(1)
  expect(sampler.latest()).toBe(null)
})

test('a history that cannot be written is said once, shown for as long as it is so, and breaks nothing', async () => {
  const { clock, log, lines, sampleNow } = arrange()
  let isFull = true
  const store = {
    async write() {
      if (isFull) throw new Error('database or disk is full')
    },
  }
  const keeper = createSampleKeeper({ store, clock, log })
  expect(keeper.findings()).toEqual([])
  await keeper.keep(sampleNow())
  clock.advance(10_000)
  await keeper.keep(sampleNow())
  expect(lines).toEqual(['Measurements cannot be kept.'])
  expect(keeper.findings()).toMatchObject([
    { id: 'metrics_not_kept', severity: 'warning', evidence: [{ quote: 'database or disk is full' }] },
  ])
  isFull = false
  await keeper.keep(sampleNow())
  expect(keeper.findings()).toEqual([])
  expect(lines).toEqual(['Measurements cannot be kept.', 'Measurements are kept again.'])
})
