import type { FastifyReply } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBus } from '../src/core/bus.ts'
import { createFakeClock } from '../src/core/clock.fake.ts'
import type { Input } from '../src/core/handler.ts'
import { createGate, createJobsAtWork, kindOf, settle } from '../src/features/jobs/test/jobs-at-work.ts'
import { createEventStream } from '../src/http/event-stream.ts'
import type { AnyHandler, AnyStream } from '../src/http/http.ts'
import { createHttpApp } from './http-app.ts'

type HttpApp = Awaited<ReturnType<typeof createHttpApp>>
let http: HttpApp
let world: Awaited<ReturnType<typeof createJobsAtWork>>

// Every answer is checked against the contract on its way out.
beforeEach(async () => {
  world = await createJobsAtWork()
  const events = createEventStream({
    bus: createBus(),
    clock: createFakeClock(),
    epoch: 'test',
    redact: (payload) => payload,
    snapshot: () => [],
  })
  const streamJobEvents = async (input: Input<'streamJobEvents'>, reply: FastifyReply) =>
    events.openFeed(await world.streams.streamJobEvents(input), input.actor, reply)
  http = await createHttpApp(world.handlers as unknown as Record<string, AnyHandler>, {
    streams: { streamJobEvents: streamJobEvents as AnyStream },
  })
})
afterEach(async () => {
  await http.app.close()
  expect(http.log.lines).toEqual([])
})

async function ask(method: 'GET' | 'POST', url: string, { token = 'admin', headers = {} } = {}) {
  const all = { host: '127.0.0.1:7337', authorization: `Bearer ${token}`, ...headers }
  const { statusCode, body, headers: answered } = await http.app.inject({ method, url, headers: all })
  const isJson = String(answered['content-type']).startsWith('application/json')
  return { status: statusCode, text: body, body: isJson ? JSON.parse(body) : null }
}

test('every state of a job is told as the contract says', async () => {
  const gate = createGate()
  const undo = createGate()
  const kind = kindOf([
    { id: 'one', run: async ({ line }) => line('Here.'), undo: () => undo.promise },
    { id: 'two', cancellable: true, run: () => gate.promise },
  ])
  const { id } = await world.start(kind, {})
  await settle()
  expect(await ask('GET', `/jobs/${id}`)).toMatchObject({ status: 200, body: { status: 'running', can_cancel: true } })
  expect(await ask('POST', `/jobs/${id}/cancel`, { token: 'viewer' })).toMatchObject({ status: 403 })
  expect(await ask('POST', `/jobs/${id}/cancel`)).toMatchObject({ status: 200, body: { status: 'cancelling' } })
  gate.resolve()
  await settle()
  expect((await ask('GET', `/jobs/${id}`)).body).toMatchObject({ undo: { status: 'running' } })
  undo.resolve()
  await world.ended(id)
  const { body } = await ask('GET', `/jobs/${id}`)
  expect(body).toMatchObject({
    status: 'cancelled',
    log_cursor: '3',
    log_tail: [{ cursor: '1', line: 'Here.' }, {}, {}],
  })
  expect((await ask('GET', '/jobs?status=cancelled&limit=1')).body).toMatchObject({
    items: [{ id }],
    next_cursor: null,
  })
  expect(await ask('GET', '/jobs?cursor=x')).toMatchObject({ status: 400, body: { code: 'validation_failed' } })
  expect(await ask('POST', `/jobs/${id}/cancel`)).toMatchObject({ status: 409, body: { code: 'job_ended' } })
  expect(await ask('GET', '/jobs/jb_none')).toMatchObject({ status: 404 })
})

test('a job is followed as server-sent events, and taken up again after the last one seen', async () => {
  const kind = kindOf([
    {
      id: 'one',
      async run({ line }) {
        line('a')
        line('b')
      },
    },
  ])
  const { id } = await world.start(kind, {})
  await world.ended(id)
  const whole = await ask('GET', `/jobs/${id}/events`)
  expect(whole.text.match(/^event: \w+/gm)).toEqual(['event: job', 'event: log', 'event: log', 'event: job'])
  expect(whole.text).toContain('id: 2\nevent: log\ndata: {"cursor":"2"')
  const byHeader = await ask('GET', `/jobs/${id}/events`, { headers: { 'last-event-id': '1' } })
  const byQuery = await ask('GET', `/jobs/${id}/events?cursor=1`)
  for (const { text } of [byHeader, byQuery]) expect(text.match(/"line":"\w"/g)).toEqual(['"line":"b"'])
})

test('the events of an unknown job are refused as a problem, before any stream', async () => {
  const answer = await ask('GET', '/jobs/jb_none/events')
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
  const json = await ask('GET', '/jobs/jb_none/events', { headers: { accept: 'application/json' } })
  expect(json).toMatchObject({ status: 406 })
})
