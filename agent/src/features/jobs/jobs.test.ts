import { secret } from '@moltbot-ops/redact'
import { expect, test } from 'vitest'
import { RemainsError, type StepContext } from '../../core/jobs.ts'
import { Problem } from '../../core/problem.ts'
import { HostError } from '../../host/host.ts'
import { createGate, createJobsAtWork, kindOf, settle, statusesOf } from './test/jobs-at-work.ts'

test('a job runs its steps in order, is there while it runs, and says how it ended', async () => {
  const { start, get, ended, closings, published } = await createJobsAtWork()
  const gate = createGate()
  const ran: string[] = []
  const kind = kindOf<{ made?: string }>(
    [
      { id: 'one', run: async () => void ran.push('one') },
      {
        id: 'two',
        async run({ state, message, progress }) {
          state.made = 'two'
          message('It is half done.')
          progress(0.5)
          await gate.promise
          ran.push('two')
        },
      },
    ],
    { result: ({ made }) => ({ made }) },
  )
  const accepted = await start(kind, {})
  expect(accepted).toMatchObject({
    status: 'accepted',
    progress: 0,
    stage: null,
    can_cancel: true,
    instance_id: 'in_1',
  })
  expect(accepted).toMatchObject({ confirmation_id: 'cf_1', audit_event_id: '43', started_at: null, undo: null })
  await settle()
  const running = await get(accepted.id)
  expect(running).toMatchObject({ status: 'running', stage: 'two', progress: 0.75, can_cancel: false })
  expect(running.steps[1]).toMatchObject({ status: 'running', message: 'It is half done.', ended_at: null })
  gate.resolve()
  const view = await ended(accepted.id)
  expect(ran).toEqual(['one', 'two'])
  expect(view).toMatchObject({ status: 'succeeded', progress: 1, result: { made: 'two' }, error: null, undo: null })
  expect(statusesOf(view)).toEqual(['succeeded', 'succeeded'])
  expect(closings).toEqual([{ outcome: 'succeeded', detail: 'Change the world.', jobId: accepted.id }])
  expect(published.map(({ status }) => status)).toEqual(['accepted', ...Array(4).fill('running'), 'succeeded'])
})

test('a step is recorded as begun before it runs', async () => {
  const { start, ended, database } = await createJobsAtWork()
  const read = () => database.selectFrom('jobs').select(['steps_json', 'state_json', 'stage']).executeTakeFirstOrThrow()
  const seen: Awaited<ReturnType<typeof read>>[] = []
  const kind = kindOf<{ before: string }>([{ id: 'only', run: async () => void seen.push(await read()) }])
  await ended((await start(kind, { before: 'old' })).id)
  expect(JSON.parse(String(seen[0]?.steps_json))[0]).toMatchObject({ name: 'only', status: 'running' })
  expect(seen).toMatchObject([{ stage: 'only', state_json: '{"before":"old"}' }])
})

test('of two starts at the same moment exactly one runs, and the other is told which', async () => {
  const { start, ended } = await createJobsAtWork()
  const ran: string[] = []
  const kind = kindOf([{ id: 'only', run: async ({ jobId }) => void ran.push(jobId) }])
  const [first, second] = await Promise.allSettled([
    start(kind, {}, { title: 'Install MoltBot.' }),
    start(kind, {}, { title: 'Restart MoltBot.' }),
  ])
  expect(first).toMatchObject({ status: 'fulfilled', value: { title: 'Install MoltBot.' } })
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'busy' } })
  expect(String((second as PromiseRejectedResult).reason.message)).toBe(
    '“Install MoltBot.” (jb_jb1) runs. Wait until it has ended, or cancel it.',
  )
  await ended('jb_jb1')
  expect(ran).toEqual(['jb_jb1'])
  await ended((await start(kind, {})).id)
  expect(ran).toHaveLength(2)
})

test('who sees the end of a job may start the next one at once', async () => {
  const { start, ended, demandFree, streams } = await createJobsAtWork()
  const { id } = await start(kindOf([{ id: 'only' }]), {})
  const feed = await streams.streamJobEvents({ path: { id }, query: {} })
  const free: boolean[] = []
  for await (const { data } of feed(new AbortController().signal)) {
    if ((data as { ended_at?: string | null }).ended_at) free.push(!throws(demandFree))
  }
  expect(free).toEqual([true])
  await ended(id)
})

test('when a step fails, everything begun is undone in reverse, and the job says what is true', async () => {
  const { start, ended, closings, logged } = await createJobsAtWork()
  const world: string[] = []
  const step = (id: string) => ({
    id,
    run: async () => void world.push(`do ${id}`),
    undo: async () => void world.push(`undo ${id}`),
  })
  const kind = kindOf([
    step('one'),
    {
      ...step('two'),
      run: async () => Promise.reject(new Problem('registry_unavailable', 'The registry answers 500.')),
    },
    step('three'),
  ])
  const view = await ended((await start(kind, {})).id)
  expect(world).toEqual(['do one', 'undo two', 'undo one'])
  expect(statusesOf(view)).toEqual(['undone', 'undone', 'skipped'])
  expect(view).toMatchObject({
    status: 'failed',
    error: {
      code: 'registry_unavailable',
      message: 'The registry answers 500. The world is as it was.',
      step: 'two',
    },
    undo: { status: 'done', message: 'The world is as it was.', remains: [] },
    can_cancel: false,
  })
  expect(view.steps[1]?.message).toBe('The registry answers 500.')
  expect(closings).toMatchObject([{ outcome: 'rolled_back' }])
  expect(closings[0]?.detail).toBe(
    'The registry answers 500. Taken back: “Step two”, “Step one”. The world is as it was.',
  )
  expect(logged).toEqual([])
})

test('an error that nobody foresaw is told plainly, and in full only in the log', async () => {
  const { start, ended, logged, closings } = await createJobsAtWork()
  const kind = kindOf([{ id: 'one', run: async () => Promise.reject(new Error('EACCES /root/x')) }])
  const view = await ended((await start(kind, {})).id)
  expect(view.error).toMatchObject({ code: 'internal', message: expect.not.stringContaining('EACCES') })
  expect(view.undo).toBeNull()
  expect(closings).toMatchObject([{ outcome: 'failed' }])
  expect(logged).toEqual(['A job failed. Error: EACCES /root/x'])
})

test('what the machine refuses is told in its words, of a step and of an undo', async () => {
  const { start, ended, logged } = await createJobsAtWork()
  const refuse = () => Promise.reject(new HostError('no_space', 'The disk of /opt is full.'))
  const view = await ended((await start(kindOf([{ id: 'one', title: 'Copy', run: refuse, undo: refuse }]), {})).id)
  expect(view.error?.message).toContain('“Copy” failed: The disk of /opt is full.')
  expect(view.undo?.remains).toEqual(['What “Copy” did could not be taken back. The disk of /opt is full.'])
  expect(logged).toEqual([])
})

test('an undo that fails says what remains, and the undos before it still run', async () => {
  const { start, ended, closings } = await createJobsAtWork()
  const world: string[] = []
  const kind = kindOf([
    { id: 'one', undo: async () => void world.push('undo one') },
    { id: 'two', undo: () => Promise.reject(new RemainsError(['/opt/x on the other host is still there.'])) },
    { id: 'three', run: () => Promise.reject(new Problem('ssh_unreachable', 'It does not answer.')) },
  ])
  const view = await ended((await start(kind, {})).id)
  expect(world).toEqual(['undo one'])
  expect(statusesOf(view)).toEqual(['undone', 'undo_failed', 'failed'])
  expect(view.undo).toEqual({
    status: 'incomplete',
    message: 'Not everything could be taken back: /opt/x on the other host is still there.',
    remains: ['/opt/x on the other host is still there.'],
  })
  expect(view.status).toBe('failed')
  expect(closings).toMatchObject([{ outcome: 'failed', detail: expect.stringContaining('/opt/x on the other host') }])
})

test('progress never goes back, whatever steps say', async () => {
  const { start, ended, published, clock, get } = await createJobsAtWork()
  const shares = [0.9, 0.1, -5, Number.NaN, 7, 0, 0.3, 1, 0.2]
  const seen: number[] = []
  const step = (id: string) => ({
    id,
    async run({ progress, jobId }: StepContext<Record<string, unknown>>) {
      for (const share of shares) {
        progress(share)
        seen.push((await get(jobId)).progress)
        clock.advance(2000)
      }
    },
  })
  const plan = (id: string, seconds: number | null) => ({ id, title: id, detail: null, seconds, moltbotStopped: false })
  const { id } = await start(
    kindOf([step('one'), step('two'), step('three')]),
    {},
    {
      steps: [plan('one', 6), plan('two', 2), plan('three', null)],
    },
  )
  await ended(id)
  expect(seen).toHaveLength(27)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen[0]).toBeCloseTo(0.6)
  expect(seen[9]).toBeCloseTo((6 + 2 * 0.9) / 9)
  const told = published.map(({ progress }) => progress)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
})

test('progress after a failure stays where it was', async () => {
  const { start, ended } = await createJobsAtWork()
  const kind = kindOf([
    { id: 'one' },
    {
      id: 'two',
      async run({ progress }) {
        progress(0.5)
        throw new Problem('unavailable', 'No.')
      },
    },
  ])
  expect((await ended((await start(kind, {})).id)).progress).toBe(0.75)
})

test.each([
  ['as a plain text', (key: string) => key],
  ['as a secret that prints as [secret]', (key: string) => secret(key)],
  ['deeper inside', (key: string) => ({ auth: [{ key }] })],
  ['as bytes', (key: string) => Buffer.from(key)],
])('a state that holds a secret of the job is refused, nothing of it is written: given %s', async (_, wrap) => {
  const key = ['open', 'sesame', '1'].join('-')
  const { start, ended, database, logged } = await createJobsAtWork()
  const kind = kindOf<{ key?: string; note: string }, unknown>([
    {
      id: 'one',
      async run({ state, save, line, message }) {
        line(`the key is ${key}`)
        message(`using ${key}`)
        state.key = key
        await save()
      },
      undo: async ({ line }) => line(`forgetting ${key}`),
    },
  ])
  const view = await ended((await start(kind, { note: 'n' }, { secrets: wrap(key) })).id)
  expect(view).toMatchObject({ status: 'failed', undo: { status: 'done' } })
  expect(logged.join()).toContain('wanted to keep one of its secrets')
  const kept = JSON.stringify([
    await database.selectFrom('jobs').selectAll().execute(),
    await database.selectFrom('job_lines').selectAll().execute(),
  ])
  expect(kept).toContain('the key is [redacted')
  expect(kept).not.toContain(key)
  expect(JSON.stringify([view, logged])).not.toContain(key)
})

test('an error that quotes a secret of the job is not quoted, neither by the job nor by the log', async () => {
  const key = ['open', 'sesame', '3'].join('-')
  const { start, ended, logged, closings, database } = await createJobsAtWork()
  const fails = (error: Error) => () => Promise.reject(error)
  const kind = kindOf<Record<string, unknown>, string>([
    { id: 'one', undo: fails(new RemainsError([`a file with ${key}`])) },
    { id: 'two', undo: fails(new Error('outer', { cause: new Error(`exec --password=${key}`) })) },
    { id: 'three', run: fails(new Error(`login with ${key} failed`)) },
  ])
  const view = await ended((await start(kind, {}, { secrets: key })).id)
  expect(view.undo?.remains).toHaveLength(2)
  expect(logged).toHaveLength(2)
  expect(logged.join()).toContain('login with [redacted')
  const kept = await database.selectFrom('jobs').selectAll().execute()
  expect(JSON.stringify([view, logged, closings, kept])).not.toContain(key)
})

test('a result that holds a secret fails the job, and what it did is undone', async () => {
  const key = ['open', 'sesame', '2'].join('-')
  const { start, ended } = await createJobsAtWork()
  const kind = kindOf<Record<string, unknown>, string>([{ id: 'one', undo: async () => undefined }], {
    result: () => ({ command: `ssh --password=${key}` }),
  })
  const view = await ended((await start(kind, {}, { secrets: key })).id)
  expect(view).toMatchObject({ status: 'failed', result: null, undo: { status: 'done' } })
})

test('a job whose first state is no good does not begin, and does not keep others from it', async () => {
  const { start, ended, database } = await createJobsAtWork()
  const kind = kindOf<{ text: string }, string>([{ id: 'one' }])
  await expect(start(kind, { text: 'x'.repeat(256 * 1024) })).rejects.toThrow('it may keep')
  await expect(start(kind, { text: 'hunter2' }, { secrets: 'hunter2' })).rejects.toThrow('one of its secrets')
  expect(await database.selectFrom('jobs').select('id').execute()).toEqual([])
  expect((await ended((await start(kind, { text: '' })).id)).status).toBe('succeeded')
})

test('a kind that nobody registered cannot start: after a crash nobody could undo it', async () => {
  const { jobs } = await createJobsAtWork()
  const request = { kind: kindOf([]), state: {}, instanceId: null, title: 't', consent: {} as never }
  await expect(jobs.start(request)).rejects.toThrow('Nobody registered')
})

test('before the agent has looked for what was cut off, nothing starts', async () => {
  const { start, jobs } = await createJobsAtWork({ recovered: false })
  const kind = kindOf([{ id: 'one' }])
  await expect(start(kind, {})).rejects.toMatchObject({ code: 'unavailable' })
  await jobs.recover()
  expect(await start(kind, {})).toMatchObject({ status: 'accepted' })
})

test('waiting for the end of a job has an end of its own', async () => {
  const { start, jobs, clock } = await createJobsAtWork()
  const gate = createGate()
  const { id } = await start(kindOf([{ id: 'one', run: () => gate.promise }]), {})
  const waited = jobs.settled(id, 60_000)
  await clock.advanceAsync(60_000)
  expect(await waited).toMatchObject({ status: 'running' })
  gate.resolve()
  expect(await jobs.settled(id, 60_000)).toMatchObject({ status: 'succeeded' })
  await expect(jobs.settled('jb_none', 1)).rejects.toMatchObject({ code: 'not_found' })
  expect(clock.pending()).toBe(0)
})

test('an audit log that cannot be written at the end leaves the entry for the next start to close', async () => {
  const world = await createJobsAtWork()
  const kind = kindOf([{ id: 'one' }])
  world.jobs.register(kind)
  const broken = { auditEventId: '7', isOpen: true, close: () => Promise.reject(new Error('disk full')) }
  const consent = { confirmationId: 'cf_1', plan: { steps: [] }, intent: { ...broken, handOver: () => broken } }
  const request = { kind, state: {}, instanceId: null, title: 'Do it.', consent: consent as never }
  const { id } = await world.jobs.start(request)
  expect(await world.ended(id)).toMatchObject({ status: 'succeeded' })
  expect(world.logged).toEqual(['The audit entry of a job could not be closed. Error: disk full'])
  const next = await createJobsAtWork({ database: world.database, run: 'next', recovered: false })
  expect(await next.jobs.recover()).toEqual([{ jobId: id, auditEventId: '7', outcome: 'succeeded', detail: 'Do it.' }])
})

function throws(task: () => void): boolean {
  try {
    task()
    return false
  } catch {
    return true
  }
}
