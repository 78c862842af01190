import { expect, test } from 'vitest'
import type { FeedEvent } from '../../core/event-feed.ts'
import type { Input } from '../../core/handler.ts'
import type { StepContext } from '../../core/jobs.ts'
import { call, createGate, createJobsAtWork, kindOf, settle } from './test/jobs-at-work.ts'

type AtWork = Pick<Awaited<ReturnType<typeof createJobsAtWork>>, 'streams'>

/** Reads a feed to its end, as a client that is fast enough. */
async function follow({ streams }: AtWork, id: string, cursor?: string) {
  const feed = await streams.streamJobEvents({ path: { id }, query: cursor === undefined ? {} : { cursor } })
  const events: FeedEvent[] = []
  const gone = new AbortController()
  const done = (async () => {
    for await (const event of feed(gone.signal)) events.push(event)
  })()
  return { events, done, gone }
}

const linesIn = (events: FeedEvent[]) =>
  events.filter(({ name }) => name === 'log').map(({ data }) => (data as { line: string }).line)
const jobsIn = (events: FeedEvent[]) =>
  events.filter(({ name }) => name === 'job').map(({ data }) => (data as { status: string }).status)
const gapsIn = (events: FeedEvent[]) => events.filter(({ name }) => name === 'gap').map(({ data }) => data)

/** A job that runs until its gate opens, in the hands of the test. */
async function running() {
  const world = await createJobsAtWork()
  const gate = createGate()
  const hands = createGate<StepContext<Record<string, unknown>>>()
  const kind = kindOf([
    {
      id: 'only',
      run(context) {
        hands.resolve(context)
        return gate.promise
      },
    },
  ])
  const { id } = await world.start(kind, {})
  return { ...world, id, gate, step: await hands.promise }
}

test('a line is on the stream at once, long before it is written', async () => {
  const { step, gate, database, ...world } = await running()
  const { events, done } = await follow(world, world.id)
  await settle()
  step.line('Unpacking.')
  await settle()
  expect(linesIn(events)).toEqual(['Unpacking.'])
  expect(events.at(-1)).toEqual({
    id: '1',
    name: 'log',
    data: { cursor: '1', at: '2026-11-23T02:07:00.000Z', step: 'only', line: 'Unpacking.' },
  })
  expect(await database.selectFrom('job_lines').select('line').execute()).toEqual([])
  gate.resolve()
  await done
})

test('it begins with the job as it is, and ends with the job as it ended, after its last line', async () => {
  const { step, gate, ...world } = await running()
  step.line('one')
  const { events, done } = await follow(world, world.id)
  await settle()
  step.message('It loads.')
  await settle()
  step.line('two')
  gate.resolve()
  await done
  expect(events.map(({ name }) => name)).toEqual(['job', 'log', 'job', 'log', 'job'])
  expect(jobsIn(events)).toEqual(['running', 'running', 'succeeded'])
  expect(events.map(({ id }) => id)).toEqual([null, '1', null, '2', null])
})

test('much progress is a few events, and the last of it is told within 40 ms', async () => {
  const { step, gate, clock, ...world } = await running()
  const { events, done } = await follow(world, world.id)
  await settle()
  for (let n = 1; n <= 100; n += 1) {
    step.progress(n / 200)
    await settle()
  }
  const told = jobsIn(events).length
  expect(told).toBeLessThan(5)
  await clock.advanceAsync(40)
  expect(events.at(-1)).toMatchObject({ name: 'job', data: { progress: 0.5 } })
  gate.resolve()
  await done
})

test('a client that comes back with the last id it saw gets the rest, of a running job and of an ended one', async () => {
  const { step, gate, ...world } = await running()
  for (let n = 1; n <= 1000; n += 1) step.line(`line ${n}`)
  const first = await follow(world, world.id, '990')
  await settle()
  expect(linesIn(first.events)).toEqual(Array.from({ length: 10 }, (_, n) => `line ${n + 991}`))
  gate.resolve()
  await first.done
  const second = await follow(world, world.id, '3')
  await second.done
  expect(linesIn(second.events)).toHaveLength(997)
  expect(gapsIn([...first.events, ...second.events])).toEqual([])
})

test('without a cursor it begins with the last 200 lines', async () => {
  const { step, gate, ...world } = await running()
  for (let n = 1; n <= 1000; n += 1) step.line(`line ${n}`)
  gate.resolve()
  const { events, done } = await follow(world, world.id)
  await done
  expect(linesIn(events)).toHaveLength(200)
  expect(linesIn(events)[0]).toBe('line 801')
  expect(gapsIn(events)).toEqual([])
})

test('lines that the log has dropped are a gap with their number', async () => {
  const { step, gate, ...world } = await running()
  for (let block = 0; block < 42; block += 1) {
    for (let n = 1; n <= 500; n += 1) step.line(`line ${block * 500 + n}`)
    await step.save()
  }
  gate.resolve()
  const { events, done } = await follow(world, world.id, '100')
  await done
  expect(gapsIn(events)).toEqual([{ lost: 900 }])
  expect(linesIn(events)).toHaveLength(20_000)
  expect(linesIn(events)[0]).toBe('line 1001')
})

test.each(['99', 'run-3', '-1', 'x', '1e400', ''])(
  'the cursor “%s”, which this job never gave, is a gap of unknown size',
  async (cursor) => {
    const { step, gate, ...world } = await running()
    step.line('one')
    gate.resolve()
    const { events, done } = await follow(world, world.id, cursor)
    await done
    expect(gapsIn(events)).toEqual([{ lost: null }])
    expect(linesIn(events)).toEqual(['one'])
  },
)

test('a client that reads slowly is waited for by nobody, and loses nothing', async () => {
  const { step, gate, ...world } = await running()
  const feed = await world.streams.streamJobEvents({ path: { id: world.id }, query: {} })
  const slow = feed(new AbortController().signal)[Symbol.asyncIterator]()
  expect((await slow.next()).value).toMatchObject({ name: 'job' })
  for (let n = 1; n <= 3000; n += 1) step.line(`line ${n}`)
  gate.resolve()
  expect((await world.ended(world.id)).status).toBe('succeeded')
  const rest: FeedEvent[] = []
  for (let next = await slow.next(); !next.done; next = await slow.next()) rest.push(next.value)
  expect(linesIn(rest)).toHaveLength(3000)
  expect(jobsIn(rest).at(-1)).toBe('succeeded')
})

test('a client that has gone is forgotten', async () => {
  const { gate, ...world } = await running()
  const { done, gone } = await follow(world, world.id)
  await settle()
  gone.abort()
  await done
  gate.resolve()
  expect((await world.ended(world.id)).status).toBe('succeeded')
})

test('an unknown job is refused before the stream begins', async () => {
  const { streams } = await createJobsAtWork()
  await expect(streams.streamJobEvents({ path: { id: 'jb_none' }, query: {} })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('after a crash a client comes back to what was undone, and is told that lines may be missing', async () => {
  const gate = createGate()
  const kind = kindOf([
    {
      id: 'one',
      async run({ line, save }: StepContext<Record<string, unknown>>) {
        line('one')
        await save()
        line('never written')
        await gate.promise
      },
      undo: async () => undefined,
    },
  ])
  const first = await createJobsAtWork()
  const { id } = await first.start(kind, {})
  const seen = await follow(first, id)
  await settle()
  expect(linesIn(seen.events)).toEqual(['one', 'never written'])
  // The agent is killed: its database goes on without it.
  const next = await createJobsAtWork({ database: first.database, run: 'next', recovered: false })
  next.jobs.register(kind)
  await next.jobs.recover()
  const { events, done } = await follow(next, id, '2')
  await done
  expect(gapsIn(events)).toEqual([{ lost: null }])
  expect(linesIn(events).at(-1)).toBe('Taking back: Step one')
  expect(jobsIn(events).at(-1)).toBe('interrupted')
})

test('jobs are listed newest first, in pages, by instance and status', async () => {
  const { start, ended, clock, handlers } = await createJobsAtWork()
  const gate = createGate()
  const kind = kindOf<{ wait: boolean }>(({ wait }) => [
    { id: 'one', run: () => (wait ? gate.promise : Promise.resolve()) },
  ])
  for (let n = 1; n <= 5; n += 1) {
    await ended((await start(kind, { wait: false }, { title: `Job ${n}` })).id)
    clock.advance(1000)
  }
  await start(kind, { wait: true }, { title: 'Job 6' })
  await settle()
  const list = (query: Input<'listJobs'>['query']) => call<'listJobs'>(handlers.listJobs, { path: {} as never, query })
  const titles = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ title }) => title)
  const page = await list({ limit: 4 })
  expect(titles(page)).toEqual(['Job 6', 'Job 5', 'Job 4', 'Job 3'])
  expect(page.items[0]).toMatchObject({ status: 'running', stage: 'one' })
  const rest = await list({ limit: 4, cursor: String(page.next_cursor) })
  expect(titles(rest)).toEqual(['Job 2', 'Job 1'])
  expect(rest.next_cursor).toBeNull()
  expect(titles(await list({ status: 'running' }))).toEqual(['Job 6'])
  expect(titles(await list({ instance_id: 'in_other' }))).toEqual([])
  await expect(list({ cursor: 'rubbish' })).rejects.toMatchObject({ code: 'validation_failed' })
  gate.resolve()
})
