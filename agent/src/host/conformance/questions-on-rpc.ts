import { expect, test } from 'vitest'
import type { Stage } from './host-conformance.ts'
import { logLineFault } from './log-line.ts'
import { connected, connectParams, converse, type Frame, until } from './subject.ts'

const methods = ['health', 'status', 'channels.status', 'config.get', 'gateway.restart.preflight']
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The answer without the operator's own settings, which differ from machine to machine. */
export function withoutContents(answer: Frame): Frame {
  const contents = ['parsed', 'sourceConfig', 'resolved', 'runtimeConfig', 'config']
  const payload = Object.entries(answer.payload ?? {}).filter(([key]) => !contents.includes(key))
  return { ...answer, payload: Object.fromEntries(payload) }
}

export function questionsOnRpc({ subject, record }: Stage): void {
  /** Sends one `connect` and waits for the close that follows the refusal. */
  const refusal = async (params: Frame) => {
    const conversation = await converse(subject())
    const answer = await conversation.request('connect', params)
    await until(subject(), 'the close', () => conversation.closed)
    return { error: answer.error, ...conversation.closed }
  }

  test('the first frame is a challenge', async () => {
    const conversation = await converse(subject())
    expect(conversation.frames).toEqual([
      {
        type: 'event',
        event: 'connect.challenge',
        payload: {
          nonce: expect.stringMatching(uuid),
          ts: expect.any(Number),
          capabilities: ['model-catalog-snapshot'],
        },
      },
    ])
    record('connect.challenge', conversation.frames[0])
    conversation.close()
    await until(subject(), 'the close', () => conversation.closed)
    expect(conversation.closed).toEqual({ code: 1000, reason: '' })
  })

  test('a hello tells who answers', async () => {
    const { hello, close } = await connected(subject())
    record('connect', hello)
    expect(hello).toMatchObject({
      type: 'res',
      id: '1',
      ok: true,
      payload: {
        type: 'hello-ok',
        protocol: 4,
        server: {
          version: subject().version,
          bootId: expect.stringMatching(uuid),
          connId: expect.stringMatching(uuid),
        },
        snapshot: {
          suspension: { phase: 'accepting' },
          health: {},
          appliedConfigHash: expect.stringMatching(/^hmac-sha256:v1:[\w-]{43}$/),
          uptimeMs: expect.any(Number),
        },
        policy: { tickIntervalMs: 30_000 },
      },
    })
    close()
  })

  test('the first hello has no health, which is pushed when it is known', async () => {
    const { frames, close } = await connected(subject())
    const health = await until(subject(), 'health', () => {
      const pushed = frames.find((frame) => frame.event === 'health')
      const hello = frames.find((frame) => frame.type === 'res') as { payload: { snapshot: { health: Frame } } }
      return pushed?.payload ?? ('ok' in hello.payload.snapshot.health ? hello.payload.snapshot.health : null)
    })
    expect(health).toMatchObject({ ok: true, configReload: { hotReloadStatus: 'active' }, plugins: { errors: [] } })
    close()
  })

  test('every session of one process has the same boot id', async () => {
    const ids = new Set<unknown>()
    for (let n = 0; n < 2; n++) {
      const { hello, close } = await connected(subject())
      ids.add((hello.payload as { server: { bootId: string } }).server.bootId)
      close()
    }
    expect(ids.size).toBe(1)
  })

  test('a range of protocols that holds 4 is taken', async () => {
    const conversation = await converse(subject())
    const wide = connectParams(subject().token, { minProtocol: 3, maxProtocol: 5 })
    expect(await conversation.request('connect', wide)).toMatchObject({ ok: true, payload: { protocol: 4 } })
    conversation.close()
  })

  test('a wrong token, none, an old protocol and an invented client are told apart', async () => {
    const { token } = subject()
    expect(await refusal(connectParams('wrong'))).toEqual({
      error: {
        code: 'INVALID_REQUEST',
        message: 'unauthorized: gateway token mismatch (provide gateway auth token)',
        details: {
          code: 'AUTH_TOKEN_MISMATCH',
          authReason: 'token_mismatch',
          canRetryWithDeviceToken: false,
          recommendedNextStep: 'update_auth_credentials',
        },
      },
      code: 1008,
      reason: 'unauthorized: gateway token mismatch (provide gateway auth token)',
    })
    expect(await refusal(connectParams(null))).toEqual({
      error: { code: 'NOT_PAIRED', message: 'device identity required', details: { code: 'DEVICE_IDENTITY_REQUIRED' } },
      code: 1008,
      reason: 'device identity required',
    })
    expect(await refusal(connectParams(token, { minProtocol: 3, maxProtocol: 3 }))).toEqual({
      error: {
        code: 'INVALID_REQUEST',
        message: 'protocol mismatch',
        details: {
          code: 'PROTOCOL_MISMATCH',
          clientMinProtocol: 3,
          clientMaxProtocol: 3,
          expectedProtocol: 4,
          minimumProbeProtocol: 3,
        },
      },
      code: 1002,
      reason: 'protocol mismatch',
    })
    const message = 'invalid connect params: at /client/id: must be equal to one of the allowed values'
    const invented = { client: { id: 'moltbot-ops', version: '0.2.0', platform: 'linux', mode: 'backend' } }
    expect(await refusal(connectParams(token, invented))).toEqual({
      error: { code: 'INVALID_REQUEST', message },
      code: 1008,
      reason: message,
    })
  })

  test('a request before the hello and a text that is no frame end the session', async () => {
    const hasty = await converse(subject())
    const message = 'invalid handshake: first request must be connect'
    expect(await hasty.request('health', {})).toMatchObject({ ok: false, error: { code: 'INVALID_REQUEST', message } })
    await until(subject(), 'the close', () => hasty.closed)
    expect(hasty.closed).toEqual({ code: 1008, reason: message })
    const garbled = await converse(subject())
    garbled.send('garbage')
    await until(subject(), 'the close', () => garbled.closed)
    expect(garbled.closed).toEqual({ code: 1000, reason: '' })
  })

  test('who does not greet is sent away after fifteen seconds', async () => {
    const silent = await converse(subject())
    await subject().wait(13_000)
    expect(silent.closed).toBeNull()
    await until(subject(), 'the close', () => silent.closed)
    expect(silent.closed).toEqual({ code: 1000, reason: '' })
  })

  test('the methods that the agent asks are answered to a reader', async () => {
    const session = await connected(subject())
    for (const method of methods) {
      const answer = await session.request(method, {})
      expect(answer).toMatchObject({ ok: true })
      record(method, method === 'config.get' ? withoutContents(answer) : answer)
    }
    const { host, configPath } = subject()
    const config = session.frames.find((frame) => frame.id === '5')
    expect(config).toMatchObject({
      payload: {
        path: configPath,
        exists: true,
        valid: true,
        issues: [],
        config: { gateway: { auth: { token: '__OPENCLAW_REDACTED__' } } },
        hash: expect.stringMatching(/^hmac-sha256:v1:/),
      },
    })
    expect(JSON.stringify(config)).not.toContain(subject().token)
    const pid = [...(await host.network.listeners([subject().port]))][0]?.pid
    expect(session.frames.find((frame) => frame.id === '3')).toMatchObject({ payload: { pid } })
    session.close()
  })

  test('the schema names its sections', async () => {
    const session = await connected(subject())
    const answer = await session.request('config.schema', {})
    const { schema, version } = answer.payload as { schema: { properties: object }; version: string }
    expect(version).toBe(subject().version)
    record('config sections', Object.fromEntries(Object.keys(schema.properties).map((name) => [name, true])))
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: { gateway: { additionalProperties: false }, channels: {} },
    })
    session.close()
  })

  test('the log can be read over the session', async () => {
    const session = await connected(subject())
    const answer = await session.request('logs.tail', { limit: 3 })
    record('logs.tail', answer)
    const { file, lines, cursor, size } = answer.payload as Frame & { lines: string[] }
    expect(file).toBe(subject().logFile)
    expect(cursor).toBe(size)
    expect(lines).toHaveLength(3)
    expect(lines.map(logLineFault)).toEqual([null, null, null])
    session.close()
  })

  test('what needs more than reading is forbidden, and so is what does not exist', async () => {
    const session = await connected(subject())
    const details = { code: 'MISSING_SCOPE', missingScope: 'operator.admin', requiredScopes: ['operator.admin'] }
    const forbidden = { code: 'FORBIDDEN', message: 'missing scope: operator.admin', details }
    expect(await session.request('update.run', {})).toMatchObject({ ok: false, error: forbidden })
    expect(await session.request('no.such.method', {})).toMatchObject({ ok: false, error: forbidden })
    session.close()
  })

  test('a held session gets ticks and health, numbered', async () => {
    const session = await connected(subject())
    const event = (name: string) => session.frames.find((frame) => frame.event === name)
    await subject().wait(61_000)
    expect(session.frames.filter((frame) => frame.event === 'tick').length).toBeGreaterThanOrEqual(2)
    expect(event('tick')).toMatchObject({ type: 'event', payload: { ts: expect.any(Number) }, seq: expect.any(Number) })
    expect(event('health')).toMatchObject({ payload: { ok: true }, stateVersion: { presence: 1 } })
    record('event tick', event('tick'))
    record('event health', event('health'))
    const numbers = session.frames.filter((frame) => 'seq' in frame).map((frame) => frame.seq)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    session.close()
  })
}
