import { describe, expect, test } from 'vitest'
import { Problem } from '../../core/problem.ts'
import { createGate, createJobsAtWork, kindOf, settle, statusesOf, untilAborted } from './test/jobs-at-work.ts'

test('a step that can be stopped is stopped at once, and everything is undone', async () => {
  const { start, cancel, ended, closings } = await createJobsAtWork()
  const undone: string[] = []
  const kind = kindOf([
    { id: 'one', undo: async () => void undone.push('one') },
    { id: 'two', cancellable: true, run: untilAborted, undo: async () => void undone.push('two') },
    { id: 'three' },
  ])
  const { id } = await start(kind, {})
  await settle()
  expect(await cancel(id)).toMatchObject({ can_cancel: false })
  const view = await ended(id)
  expect(view).toMatchObject({ status: 'cancelled', error: null, undo: { status: 'done', remains: [] } })
  expect(statusesOf(view)).toEqual(['undone', 'undone', 'skipped'])
  expect(undone).toEqual(['two', 'one'])
  expect(closings).toMatchObject([{ outcome: 'rolled_back', detail: expect.stringContaining('Cancelled by user:u.') }])
})

test('while it is being taken back, a job is cancelling and cannot be cancelled anew, which does no harm', async () => {
  const { start, cancel, get, ended, published } = await createJobsAtWork()
  const gate = createGate()
  const kind = kindOf([{ id: 'one', cancellable: true, run: untilAborted, undo: () => gate.promise }])
  const { id } = await start(kind, {})
  await settle()
  await cancel(id)
  await settle()
  expect(await get(id)).toMatchObject({ status: 'cancelling', can_cancel: false, undo: { status: 'running' } })
  expect(await cancel(id)).toMatchObject({ status: 'cancelling' })
  gate.resolve()
  await ended(id)
  expect(published.map(({ status }) => status)).toContain('cancelling')
})

test('before its first step has begun every job can be cancelled', async () => {
  const { start, cancel, ended, closings } = await createJobsAtWork()
  const ran: string[] = []
  const { id } = await start(kindOf([{ id: 'one', run: async () => void ran.push('one') }]), {})
  await cancel(id)
  expect(await ended(id)).toMatchObject({ status: 'cancelled', undo: null })
  expect(ran).toEqual([])
  expect(closings).toMatchObject([{ outcome: 'rolled_back' }])
})

test('a cancel during a step that must be finished is obeyed before the next that need not begin', async () => {
  const { start, cancel, get, ended } = await createJobsAtWork()
  const gate = createGate()
  const signals: boolean[] = []
  const kind = kindOf([
    {
      id: 'one',
      async run({ signal }) {
        await gate.promise
        signals.push(signal.aborted)
      },
      undo: async () => undefined,
    },
    { id: 'two', run: async () => void signals.push(true) },
    { id: 'three', cancellable: true, run: () => Promise.reject(new Error('must not run')) },
  ])
  const { id } = await start(kind, {})
  await settle()
  expect((await get(id)).can_cancel).toBe(true)
  await cancel(id)
  expect(await get(id)).toMatchObject({ status: 'cancelling', can_cancel: false })
  gate.resolve()
  const view = await ended(id)
  expect(signals).toEqual([false, true])
  expect(view.status).toBe('cancelled')
  expect(statusesOf(view)).toEqual(['undone', 'succeeded', 'skipped'])
})

describe('a job refuses to be cancelled', () => {
  test('when nothing ahead can be stopped', async () => {
    const { start, cancel, get, ended } = await createJobsAtWork()
    const gate = createGate()
    const kind = kindOf([
      { id: 'one', cancellable: true },
      { id: 'two', run: () => gate.promise },
    ])
    const { id } = await start(kind, {})
    await settle()
    expect((await get(id)).can_cancel).toBe(false)
    await expect(cancel(id)).rejects.toMatchObject({
      code: 'job_ended',
      message: 'What this job does now must be finished. It can no longer be stopped.',
    })
    gate.resolve()
    expect((await ended(id)).status).toBe('succeeded')
  })

  test('when it failed by itself and is being undone', async () => {
    const { start, cancel, ended } = await createJobsAtWork()
    const gate = createGate()
    const run = () => Promise.reject(new Problem('unavailable', 'No.'))
    const { id } = await start(kindOf([{ id: 'one', cancellable: true, run, undo: () => gate.promise }]), {})
    await settle()
    await expect(cancel(id)).rejects.toMatchObject({
      code: 'job_ended',
      message: expect.stringContaining('takes back'),
    })
    gate.resolve()
    expect((await ended(id)).status).toBe('failed')
  })

  test('when it has ended, or never was', async () => {
    const { start, cancel, ended } = await createJobsAtWork()
    const { id } = await start(kindOf([{ id: 'one', cancellable: true }]), {})
    await ended(id)
    await expect(cancel(id)).rejects.toMatchObject({ code: 'job_ended', message: 'This job has ended already.' })
    await expect(cancel('jb_none')).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a cancel that comes too late to be obeyed, but was accepted, is obeyed', async () => {
  const { start, cancel, ended } = await createJobsAtWork()
  const gate = createGate()
  const undone: string[] = []
  const kind = kindOf([
    { id: 'one', cancellable: true, run: () => gate.promise, undo: async () => void undone.push('one') },
  ])
  const { id } = await start(kind, {})
  await settle()
  const asked = cancel(id)
  gate.resolve()
  await asked
  expect((await ended(id)).status).toBe('cancelled')
  expect(undone).toEqual(['one'])
})

test('what a cancel cannot take back is a failure that says what remains', async () => {
  const { start, cancel, ended, closings, logged } = await createJobsAtWork()
  const kind = kindOf([
    {
      id: 'one',
      title: 'Make a folder',
      cancellable: true,
      run: untilAborted,
      undo: () => Promise.reject(new Error('EIO')),
    },
  ])
  const { id } = await start(kind, {})
  await settle()
  await cancel(id)
  const remains = ['What “Make a folder” did could not be taken back. The agent’s log says why.']
  expect(await ended(id)).toMatchObject({
    status: 'failed',
    error: { code: 'undo_incomplete', message: expect.stringContaining('Cancelled by user:u.') },
    undo: { status: 'incomplete', remains },
  })
  expect(closings).toMatchObject([{ outcome: 'failed' }])
  expect(logged).toEqual(['A step could not be taken back. Error: EIO'])
})
