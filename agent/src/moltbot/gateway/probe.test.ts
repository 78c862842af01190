import { describe, expect, test } from 'vitest'
import { HostError } from '../../host/host.ts'
import { createFakeHost } from '../test/fake-host.ts'
import { askLive, askStartup, probe } from './probe.ts'

const base = 'http://127.0.0.1:18789'

/** Bodies as 2026.9.6 sent them. */
const ready =
  '{"ready":true,"failing":[],"uptimeMs":3099,"eventLoop":{"degraded":true,"degradedSinceMs":1125,"reasons":["cpu"],"delayP99Ms":249.2,"utilization":0.745}}'
const startingUp = '{"ready":false,"failing":["startup-sidecars"],"uptimeMs":1910}'

function answering(answer: Parameters<ReturnType<typeof createFakeHost>['answers']['set']>[1], path = '/readyz') {
  const fake = createFakeHost()
  fake.answers.set(path, answer)
  return fake.host.network
}

test('a ready gateway is told with its event loop', async () => {
  expect(await probe(answering({ body: ready, latencyMs: 6 }), base)).toEqual({
    kind: 'answered',
    ready: true,
    failing: [],
    latencyMs: 6,
    uptimeMs: 3099,
    eventLoop: { degraded: true, delayP99Ms: 249.2, utilization: 0.745, reasons: ['cpu'] },
    status: 200,
  })
})

test('one that starts says what it waits for', async () => {
  expect(await probe(answering({ status: 503, body: startingUp }), base)).toMatchObject({
    kind: 'answered',
    ready: false,
    failing: ['startup-sidecars'],
  })
})

describe('an answer that is no health is told as what it is', () => {
  test.each([
    ['a web page with 200', { contentType: 'text/html; charset=utf-8', body: '<!doctype html>' }, 'html'],
    ['JSON without its type', { contentType: 'text/plain', body: ready }, 'garbage'],
    ['broken JSON', { body: '{"ready":tr' }, 'garbage'],
    ['a list', { body: '[true]' }, 'garbage'],
    ['JSON of another program', { body: '{"status":"ok"}' }, 'garbage'],
    ['a readiness in words', { body: '{"ready":"yes"}' }, 'garbage'],
    ['no end', { body: 'x'.repeat(65_536) }, 'huge'],
    ['a timeout', new HostError('timeout', 'No answer within 1500 ms'), 'timeout'],
    ['a closed port', new HostError('failed', 'ECONNREFUSED'), 'refused'],
  ])('%s', async (_, answer, kind) => {
    expect(await probe(answering(answer), base)).toMatchObject({ kind })
  })
})

test('a body that says ready with a status that does not is not ready', async () => {
  expect(await probe(answering({ status: 503, body: ready }), base)).toMatchObject({ ready: false })
})

test('fields of the wrong type are left out', async () => {
  const body = '{"ready":true,"failing":[1,"telegram"],"uptimeMs":"x","eventLoop":[]}'
  expect(await probe(answering({ body }), base)).toMatchObject({
    failing: ['telegram'],
    uptimeMs: null,
    eventLoop: null,
  })
})

test('the version and what a start waits for come from /startupz', async () => {
  const body =
    '{"ok":false,"status":"starting","version":"2026.9.6","uptimeMs":1867,"pendingReason":"startup-sidecars"}'
  expect(await askStartup(answering({ status: 503, body }, '/startupz'), base)).toEqual({
    version: '2026.9.6',
    pending: 'startup-sidecars',
  })
  expect(await askStartup(answering({ contentType: 'text/html', body: '<html>' }, '/startupz'), base)).toBeNull()
})

test('/healthz counts only as JSON that says ok', async () => {
  expect(await askLive(answering({ body: '{"ok":true,"status":"live"}' }, '/healthz'), base)).toBe(true)
  expect(await askLive(answering({ contentType: 'text/html', body: '<html>' }, '/healthz'), base)).toBe(false)
})
