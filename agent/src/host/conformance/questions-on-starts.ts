import { expect, test } from 'vitest'
import type { Stage } from './host-conformance.ts'
import {
  type Answer,
  connectParams,
  converse,
  type Frame,
  get,
  heard,
  type Silence,
  type Subject,
  until,
} from './subject.ts'

const brief = (answer: Answer | Silence) => (typeof answer === 'string' ? answer : `${answer.status}`)

/** Follows a start with its three probes, and says every change. */
async function followStart(subject: Subject, onListening: () => Promise<void>): Promise<string[]> {
  const story: string[] = []
  let asked: Promise<void> | null = null
  await until(subject, 'readiness', async () => {
    const live = await get(subject, '/healthz')
    const startup = await get(subject, '/startupz')
    const ready = await get(subject, '/readyz')
    const line = [live, startup, ready].map(brief).join(' ')
    if (story.at(-1) !== line) story.push(line)
    if (typeof live !== 'string' && asked === null) asked = onListening()
    await asked
    return typeof ready !== 'string' && ready.status === 200
  })
  return story
}

const starting = {
  error: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 500, details: { reason: 'startup-sidecars' } },
  closed: { code: 1013, reason: 'gateway starting' },
}

export function questionsOnStarts({ subject, record }: Stage): void {
  const refusal = async (params: Frame) => {
    const conversation = await converse(subject())
    const { error } = await conversation.request('connect', params)
    await until(subject(), 'the close', () => conversation.closed)
    return { error, closed: conversation.closed }
  }

  test('before the start nobody listens, no lock names a living process', async () => {
    const { host, port } = subject()
    expect(await get(subject(), '/healthz')).toBe('refused')
    expect(await host.network.listeners([port])).toEqual([])
    const url = `ws://127.0.0.1:${port}`
    const opening = host.network.open(url, { timeoutMs: 1000, maxFrameBytes: 1000 })
    await expect(opening).rejects.toMatchObject({ reason: 'failed', message: 'ECONNREFUSED' })
  })

  test('it lives before it is ready, and says what it waits for', async () => {
    const early: Record<string, unknown> = {}
    await subject().start()
    const story = await followStart(subject(), async () => {
      const [startup, ready] = [await heard(subject(), '/startupz'), await heard(subject(), '/readyz')]
      const other = await heard(subject(), '/v1/models')
      Object.assign(early, { startup: startup.json, ready: ready.json, statuses: [startup.status, ready.status] })
      early.other = `${other.status} ${other.body}`
      early.refusals = await Promise.all(
        [connectParams(subject().token), connectParams('wrong'), connectParams(null, { maxProtocol: 3 })].map(refusal),
      )
    })
    record('/startupz 503', early.startup)
    record('/readyz', early.ready)
    expect(story[0]).toBe('refused refused refused')
    expect(story).toContain('200 503 503')
    // Readiness may come between two of its questions.
    expect(story.at(-1)).toMatch(/^200 (200|503) 200$/)
    expect(early).toMatchObject({
      statuses: [503, 503],
      startup: { ok: false, status: 'starting', version: subject().version, pendingReason: 'startup-sidecars' },
      ready: { ready: false, failing: ['startup-sidecars'], eventLoop: { degraded: true } },
      other: '503 Plugin runtime is starting',
      refusals: [starting, starting, starting],
    })
  })

  test('its probes answer JSON, also under their long names', async () => {
    for (const path of ['/healthz', '/health', '/healthz?x=1']) {
      expect(await get(subject(), path)).toMatchObject({ status: 200, json: { ok: true, status: 'live' } })
    }
    for (const path of ['/startupz', '/startup']) {
      const answer = await heard(subject(), path)
      expect(answer).toMatchObject({ status: 200, json: { ok: true, status: 'started', version: subject().version } })
      record('/startupz', answer.json)
    }
    for (const path of ['/readyz', '/ready']) {
      const answer = await heard(subject(), path)
      expect(answer).toMatchObject({
        status: 200,
        contentType: 'application/json; charset=utf-8',
        json: { ready: true, failing: [], uptimeMs: expect.any(Number), eventLoop: { degraded: expect.any(Boolean) } },
      })
      record('/readyz', answer.json)
    }
  })

  test('its root is a web page, and an unknown path is no health', async () => {
    const page = await heard(subject(), '/')
    expect(page).toMatchObject({ status: 200, contentType: 'text/html; charset=utf-8' })
    expect(page.body).toMatch(/^<!doctype html>/)
    for (const path of ['/metrics', '/status', '/livez', '/healthz/', '/v1/models', '/api/anything']) {
      const nothing = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'Not Found' }
      expect(await get(subject(), path)).toMatchObject(nothing)
    }
    expect(await get(subject(), '/__openclaw__/control-ui-config.json')).toMatchObject({
      status: 401,
      json: { error: { message: 'Unauthorized', type: 'unauthorized' } },
    })
  })

  test('a body is cut where asked', async () => {
    const { host, port } = subject()
    const answer = await host.network.get(`http://127.0.0.1:${port}/`, { timeoutMs: 2000, maxBytes: 15 })
    expect(answer.body).toBe('<!doctype html>')
    expect(answer.latencyMs).toBeGreaterThan(0)
  })

  test('only loopback is asked', async () => {
    const { network } = subject().host
    const options = { timeoutMs: 500, maxBytes: 10, maxFrameBytes: 10 }
    await expect(network.get('http://192.0.2.1/', options)).rejects.toMatchObject({ reason: 'denied' })
    await expect(network.get('http://localhost:1/', options)).rejects.toMatchObject({ reason: 'denied' })
    await expect(network.open('ws://192.0.2.1/', options)).rejects.toMatchObject({ reason: 'denied' })
  })
}
