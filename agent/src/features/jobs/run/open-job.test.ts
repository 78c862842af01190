import { expect, test } from 'vitest'
import { createBus } from '../../../core/bus.ts'
import { createFakeClock } from '../../../core/clock.fake.ts'
import type { JobView } from '../../../core/jobs.ts'
import type { JobRecord } from '../job-record.ts'
import type { JobStore } from '../job-store.ts'
import type { JobLog } from '../log/job-log.ts'
import { createGate, settle } from '../test/jobs-at-work.ts'
import { createOpenJob } from './open-job.ts'

const record: JobRecord = {
  ...{ id: 'jb_1', instanceId: null, kind: 'k', title: 't', status: 'running', progress: 0.1, stage: 'one' },
  steps: [{ name: 'one', title: 'One', status: 'running', message: null, started_at: null, ended_at: null }],
  ...{ stateJson: '{}', result: null, fault: null, undo: null, lastLine: 0, confirmationId: null, auditEventId: null },
  ...{ closing: null, createdAt: 0, startedAt: 0, endedAt: null },
}

/** An open job on a disk that takes as long as the test wants. */
function setUp() {
  const disk = createGate()
  const clock = createFakeClock()
  const bus = createBus()
  const published: JobView[] = []
  bus.subscribe((name, payload) => void (name === 'job' && published.push(payload as JobView)))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const written: JobRecord[] = []
  const store = {
    async update(job: JobRecord) {
      await disk.promise
      written.push(job)
    },
  } as Partial<JobStore> as JobStore
  const jobLog = () =>
    ({ flush: async () => undefined, last: () => 0, close: () => undefined }) as Partial<JobLog> as JobLog
  const job = createOpenJob(
    { store, bus, log, sessionClock: clock, jobLog, canCancel: () => false, onEnd: () => undefined },
    record,
  )
  return { job, disk, clock, published, written }
}

test('a change is not shown before it is written', async () => {
  const { job, disk } = setUp()
  const committed = job.commit(() => ({ status: 'cancelling' }))
  await settle()
  expect(job.view().status).toBe('running')
  disk.resolve()
  await committed
  expect(job.view().status).toBe('cancelling')
})

test('changes are written one after the other, each on what was written before', async () => {
  const { job, disk, written } = setUp()
  const both = [job.commit(() => ({ stage: 'two' })), job.commit(({ stage }) => ({ title: `after ${stage}` }))]
  disk.resolve()
  await Promise.all(both)
  expect(written).toMatchObject([{ stage: 'two' }, { stage: 'two', title: 'after two' }])
})

test('progress and words that come while something is written are not lost', async () => {
  const { job, disk } = setUp()
  const committed = job.commit(() => ({ stateJson: '{"a":1}' }))
  await settle()
  job.progress(0.9)
  job.message('one', 'Nearly done.')
  disk.resolve()
  await committed
  expect(job.view()).toMatchObject({ progress: 0.9, steps: [{ message: 'Nearly done.' }] })
})

test('everybody hears of progress at most once a second, and of the last of it', async () => {
  const { job, clock, published } = setUp()
  for (let n = 11; n <= 50; n += 1) {
    job.progress(n / 100)
    clock.advance(50)
  }
  clock.advance(1000)
  expect(published.length).toBeLessThanOrEqual(4)
  expect(published.at(-1)?.progress).toBe(0.5)
  expect(clock.pending()).toBe(0)
})

test('once it is abandoned nothing is shown, told or written any more, and what waits for that waits for ever', async () => {
  const { job, disk, clock, published, written } = setUp()
  disk.resolve()
  job.progress(0.5)
  await job.abandon()
  const told = published.length
  const heard: string[] = []
  void job.commit(() => ({ status: 'failed' })).then(() => heard.push('committed'))
  job.progress(0.9)
  await clock.advanceAsync(10_000)
  expect([heard, written]).toEqual([[], []])
  expect(published).toHaveLength(told)
  expect(job.view()).toMatchObject({ status: 'running', progress: 0.5 })
})
