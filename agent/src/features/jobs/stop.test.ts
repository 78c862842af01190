import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createGate, createJobsAtWork, kindOf, settle, statusesOf, untilAborted } from './test/jobs-at-work.ts'

test('when the agent stops, a step that can be stopped is, and everything is undone in time', async () => {
  const { start, stop, jobs, closings, clock } = await createJobsAtWork()
  const undone: string[] = []
  const kind = kindOf([
    { id: 'one', undo: async () => void undone.push('one') },
    { id: 'two', title: 'Download', cancellable: true, run: untilAborted, undo: async () => void undone.push('two') },
  ])
  const { id } = await start(kind, {})
  await settle()
  await stop()
  expect(undone).toEqual(['two', 'one'])
  expect(await jobs.settled(id, 0)).toMatchObject({
    status: 'interrupted',
    error: { code: 'interrupted', step: 'two', message: 'The agent was stopped. The world is as it was.' },
  })
  expect(closings).toMatchObject([
    { outcome: 'interrupted', detail: expect.stringContaining('“Download”, “Step one”') },
  ])
  await expect(start(kind, {})).rejects.toMatchObject({ code: 'unavailable' })
  expect(clock.pending()).toBe(0)
})

test('a job that is started in the moment in which the agent stops does not begin', async () => {
  const { start, stop, database, jobs } = await createJobsAtWork()
  const ran: string[] = []
  const kind = kindOf([{ id: 'one', run: async () => void ran.push('one') }])
  const [started] = await Promise.allSettled([start(kind, {}), stop()])
  expect(started).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
  await settle()
  expect(ran).toEqual([])
  // What was written of it by then is closed at the next start.
  const next = await createJobsAtWork({ database, run: 'next', recovered: false })
  next.jobs.register(kind)
  expect(await next.jobs.recover()).toMatchObject([{ outcome: 'interrupted' }])
  expect((await jobs.settled('jb_jb1', 0)).error?.message).toBe(
    'The agent was cut off before the first step. The world is as it was.',
  )
})

test('a job that comes to its end in time has succeeded', async () => {
  const { start, stop, closings } = await createJobsAtWork()
  const gate = createGate()
  await start(kindOf([{ id: 'one', run: () => gate.promise }]), {})
  await settle()
  const stopped = stop()
  gate.resolve()
  await stopped
  expect(closings).toMatchObject([{ outcome: 'succeeded' }])
})

test('what takes too long is left as it is, and the next start takes it back', async () => {
  const world: string[] = []
  const gate = createGate()
  const kind = kindOf([
    { id: 'one', run: async ({ line }) => line('Copied.'), undo: async () => void world.push('undo one') },
    { id: 'two', title: 'Switch', run: () => gate.promise, undo: async () => void world.push('undo two') },
  ])
  const first = await createJobsAtWork()
  const { id } = await first.start(kind, {})
  await settle()
  const stopped = first.stop()
  const waited = first.jobs.settled(id, 60_000)
  await first.clock.advanceAsync(3500)
  await stopped
  expect(await waited).toMatchObject({ status: 'running' })
  gate.resolve()
  await first.clock.advanceAsync(60_000)
  expect(world).toEqual([])
  expect(first.clock.pending()).toBe(0)

  const next = await createJobsAtWork({ database: first.database, run: 'next', recovered: false })
  next.jobs.register(kind)
  const cutOff = await next.jobs.recover()
  expect(world).toEqual(['undo two', 'undo one'])
  const detail = 'The agent was cut off during “Switch”. Taken back: “Switch”, “Step one”. The world is as it was.'
  expect(cutOff).toEqual([{ jobId: id, auditEventId: '43', outcome: 'interrupted', detail }])
  const view = await next.get(id)
  expect(view).toMatchObject({ status: 'interrupted', can_cancel: false, undo: { status: 'done' } })
  expect(statusesOf(view)).toEqual(['undone', 'undone'])
  expect(view.log_tail?.map(({ line }) => line)).toEqual([
    'Copied.',
    'The agent was cut off during this job. What can be taken back is taken back now.',
    'Taking back: Switch',
    'Taking back: Step one',
  ])
  expect(next.published.at(-1)).toMatchObject({ id, status: 'interrupted' })
  expect(await next.start(kind, {})).toMatchObject({ status: 'accepted' })
})

test('while it takes back what was cut off, nothing else starts and nobody can stop it', async () => {
  const gate = createGate()
  const undo = createGate()
  const kind = kindOf([{ id: 'one', run: () => gate.promise, undo: () => undo.promise }])
  const first = await createJobsAtWork()
  const { id } = await first.start(kind, {})
  await settle()
  const stopped = first.stop()
  await first.clock.advanceAsync(3500)
  await stopped

  const next = await createJobsAtWork({ database: first.database, run: 'next', recovered: false })
  next.jobs.register(kind)
  const recovery = next.jobs.recover()
  await settle()
  await expect(next.start(kind, {})).rejects.toMatchObject({ code: 'busy' })
  await expect(next.cancel(id)).rejects.toMatchObject({
    code: 'job_ended',
    message: expect.stringContaining('cut off'),
  })
  undo.resolve()
  await recovery
  expect((await next.get(id)).status).toBe('interrupted')
})

test('a job of a kind that this version does not know says what remains', async () => {
  const gate = createGate()
  const first = await createJobsAtWork()
  const { id } = await first.start(kindOf([{ id: 'one', title: 'Copy', run: () => gate.promise }]), {})
  await settle()
  const stopped = first.stop()
  await first.clock.advanceAsync(3500)
  await stopped

  const next = await createJobsAtWork({ database: first.database, run: 'next', recovered: false })
  await next.jobs.recover()
  expect((await next.get(id)).undo).toMatchObject({
    status: 'incomplete',
    remains: ['What “Copy” did: this version does not know how to take it back.'],
  })
  expect(next.logged).toEqual(['A job of an unknown kind was cut off.'])
})

test('an end that cannot be written is written once it can; until then nothing else starts', async () => {
  const world = await createJobsAtWork()
  const gate = createGate()
  const kind = kindOf([{ id: 'one', run: () => gate.promise }])
  const { id } = await world.start(kind, {})
  await settle()
  const { fail, heal } = breakable(world.database)
  await fail()
  gate.resolve()
  await world.clock.advanceAsync(5000)
  expect(await world.get(id)).toMatchObject({ status: 'running' })
  await expect(world.start(kind, {})).rejects.toMatchObject({ code: 'busy' })
  await heal()
  await world.clock.advanceAsync(1000)
  expect(await world.get(id)).toMatchObject({ status: 'succeeded' })
  expect(world.closings).toMatchObject([{ outcome: 'succeeded' }])
  expect(world.logged).toEqual([
    expect.stringContaining('The end of a job could not be written. It is tried until it can.'),
  ])
})

test('a step that cannot be recorded does not run, and what was begun is undone all the same', async () => {
  const world = await createJobsAtWork()
  const { fail, heal } = breakable(world.database)
  const ran: string[] = []
  const kind = kindOf([
    { id: 'one', run: fail, undo: async () => void ran.push('undo one') },
    { id: 'two', run: async () => void ran.push('two') },
  ])
  const { id } = await world.start(kind, {})
  await settle()
  expect(ran).toEqual(['undo one'])
  await heal()
  await world.clock.advanceAsync(1000)
  const view = await world.get(id)
  expect(view).toMatchObject({ status: 'failed', undo: { status: 'done' } })
  expect(statusesOf(view)).toEqual(['undone', 'skipped'])
  expect(world.logged.length).toBeGreaterThan(0)
})

test('jobs of long ago are forgotten with their log, but never the newest 500', async () => {
  const { database, clock, start, ended, jobs, get } = await createJobsAtWork()
  const oldest = await ended((await start(kindOf([{ id: 'one', run: async ({ line }) => line('Here.') }]), {})).id)
  const row = await database.selectFrom('jobs').selectAll().executeTakeFirstOrThrow()
  const others = Array.from({ length: 500 }, (_, n) => ({ ...row, id: `jb_${n}`, created_at: row.created_at + n + 1 }))
  for (const other of others) await database.insertInto('jobs').values(other).execute()
  const all = async () => (await database.selectFrom('jobs').select('id').execute()).length
  clock.advance(89 * 86_400_000)
  await jobs.recover()
  expect(await all()).toBe(501)
  clock.advance(2 * 86_400_000)
  await jobs.recover()
  expect(await all()).toBe(500)
  await expect(get(oldest.id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await database.selectFrom('job_lines').selectAll().execute()).toEqual([])
})

/** Makes every change of a job fail, as a full disk does, until healed. */
function breakable(database: Awaited<ReturnType<typeof createJobsAtWork>>['database']) {
  return {
    async fail() {
      await sql`CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'disk full'); END`.execute(database)
    },
    async heal() {
      await sql`DROP TRIGGER full`.execute(database)
    },
  }
}
