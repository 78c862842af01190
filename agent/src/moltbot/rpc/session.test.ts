import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { HostError } from '../../host/host.ts'
import { createFakeHost } from '../test/fake-host.ts'
import { challenge, createFakeSocket, hello } from '../test/fake-socket.ts'
import { type Ending, openSession } from './session.ts'

async function opened() {
  const clock = createFakeClock()
  const fake = createFakeSocket()
  const { host, ...machine } = createFakeHost()
  const endings: Ending[] = []
  const events: string[] = []
  const open = (network = { ...host.network, open: async () => fake.socket }) =>
    openSession({
      network,
      clock,
      url: 'ws://127.0.0.1:18789',
      credential: { token: 'the-token' },
      platform: 'linux',
      events: { event: (name) => void events.push(name), end: (ending) => void endings.push(ending) },
    })
  return { clock, fake, endings, events, open, machine }
}

const turn = () => new Promise<void>((done) => setImmediate(done))

async function greeted() {
  const test = await opened()
  const session = test.open()
  await turn()
  test.fake.say(challenge)
  return { ...test, session }
}

test('it greets as a reading client after the challenge, and is told version and boot', async () => {
  const { fake, session, clock } = await greeted()
  expect(fake.sent).toMatchObject([
    {
      id: '1',
      method: 'connect',
      params: { minProtocol: 4, maxProtocol: 4, scopes: ['operator.read'], auth: { token: 'the-token' } },
    },
  ])
  fake.answer('connect', hello)
  expect((await session)?.hello).toEqual({
    version: '2026.9.6',
    bootId: 'boot-1',
    uptimeMs: 32_726,
    health: { channels: {} },
  })
  expect(clock.pending()).toBe(0)
})

test('a second challenge does not send the token again', async () => {
  const { fake } = await greeted()
  fake.say(challenge)
  expect(fake.sent).toHaveLength(1)
})

describe('a refusal is told apart, also when the close comes with it', () => {
  test.each([
    [
      {
        code: 'INVALID_REQUEST',
        message: 'unauthorized: gateway token mismatch',
        details: { code: 'AUTH_TOKEN_MISMATCH' },
      },
      'refused_token',
    ],
    [
      { code: 'NOT_PAIRED', message: 'device identity required', details: { code: 'DEVICE_IDENTITY_REQUIRED' } },
      'refused_token',
    ],
    [{ code: 'PROTOCOL_MISMATCH', message: 'expected 4' }, 'refused_protocol'],
    [{ code: 'INVALID_REQUEST', message: 'x', details: { code: 'PROTOCOL_MISMATCH' } }, 'refused_protocol'],
    [
      { code: 'UNAVAILABLE', message: 'starting', details: { reason: 'startup-sidecars' }, retryAfterMs: 700 },
      'not_yet',
    ],
    [{ code: 'SOMETHING', message: 'new' }, 'lost'],
    ['not even an object', 'lost'],
  ])('%o is %s', async (error, kind) => {
    const { fake, session, endings, clock } = await greeted()
    fake.refuse('connect', error)
    fake.close(1008, 'bye')
    expect(await session).toBeNull()
    expect(endings).toMatchObject([{ kind }])
    expect(fake.closedByAgent).toBe(true)
    expect(clock.pending()).toBe(0)
  })
})

test('the time to wait is passed on', async () => {
  const { fake, endings } = await greeted()
  fake.refuse('connect', { code: 'UNAVAILABLE', message: 'starting', details: { retryAfterMs: 700 } })
  expect(endings).toMatchObject([{ kind: 'not_yet', retryAfterMs: 700 }])
})

test('a server that never greets is given up', async () => {
  const { clock, fake, open, endings } = await opened()
  const session = open()
  await turn()
  await clock.advanceAsync(5000)
  expect(await session).toBeNull()
  expect(endings).toMatchObject([{ kind: 'lost', message: 'no greeting within 5 s' }])
  expect(fake.closedByAgent).toBe(true)
})

test('a port that refuses is told with its code', async () => {
  const { open, endings } = await opened()
  const network = {
    ...createFakeHost().host.network,
    open: () => Promise.reject(new HostError('failed', 'ECONNREFUSED')),
  }
  expect(await open(network)).toBeNull()
  expect(endings).toEqual([{ kind: 'lost', message: 'ECONNREFUSED' }])
})

async function connected() {
  const test = await greeted()
  test.fake.answer('connect', hello)
  const session = await test.session
  if (!session) throw new Error('no session')
  return { ...test, session }
}

test.each([
  [{ reason: 'gateway restarting', restartExpectedMs: 1500 }, 1500],
  [{ reason: 'gateway stopping' }, null],
  [{ reason: 'x', restartExpectedMs: 'soon' }, null],
])('an announced end %o is no fault', async (payload, restartExpectedMs) => {
  const { fake, endings, events } = await connected()
  fake.say({ type: 'event', event: 'shutdown', payload })
  fake.close(1012, 'service restart')
  expect(events).toEqual(['shutdown'])
  expect(endings).toMatchObject([{ kind: 'shutdown', restartExpectedMs }])
})

test('calls are answered by their ids, whatever the order', async () => {
  const { fake, session } = await connected()
  const one = session.call('health', {})
  const two = session.call('config.get', {})
  fake.refuse('config.get', { code: 'FORBIDDEN', message: 'missing scope' })
  fake.answer('health', { ok: true })
  expect(await one).toEqual({ payload: { ok: true } })
  expect(await two).toMatchObject({ error: { code: 'FORBIDDEN' } })
})

test('a call without an answer ends, by time or with the session', async () => {
  const { clock, fake, session } = await connected()
  const slow = session.call('health', {})
  await clock.advanceAsync(10_000)
  expect(await slow).toBeNull()
  const broken = session.call('health', {})
  fake.close(1006)
  expect(await broken).toBeNull()
  expect(await session.call('health', {})).toBeNull()
  expect(clock.pending()).toBe(0)
})

describe('hostile frames change nothing', () => {
  const hostile = [
    'x',
    '',
    'null',
    '[]',
    '{"type":"res"}',
    '{"type":"res","id":7,"ok":true}',
    '{"type":"res","id":"999","ok":true,"payload":{}}',
    '{"type":"event","event":{"a":1}}',
    '{"type":"event","event":"health","payload":"x"}',
    '{"__proto__":{"polluted":true},"type":"event","event":"tick"}',
    `{"type":"event","event":"${'x'.repeat(100_000)}"}`,
    '['.repeat(100_000),
  ]
  test.each(hostile.map((text) => [text.slice(0, 60), text]))('%s', async (_, text) => {
    const { fake, session, endings } = await connected()
    fake.sayRaw(text)
    const call = session.call('health', {})
    fake.answer('health', { ok: 1 })
    expect(await call).toEqual({ payload: { ok: 1 } })
    expect(endings).toEqual([])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('a gateway that never stops talking', () => {
  test('is left when it has sent too many messages in a minute', async () => {
    const { fake, session, endings, events, clock } = await greeted()
    fake.answer('connect', hello)
    await session
    const say = (times: number) => {
      for (let i = 0; i < times; i++) fake.say({ type: 'event', event: 'tick', payload: {} })
    }
    say(50_000)
    clock.advance(60_000)
    say(50_000)
    expect(endings).toEqual([])
    say(20_000)
    expect(endings).toEqual([{ kind: 'flooded', message: 'it sent too many messages in a minute' }])
    expect(events).toHaveLength(110_000)
  })

  test('announces its end once', async () => {
    const { fake, session, events } = await greeted()
    fake.answer('connect', hello)
    await session
    for (let i = 0; i < 3; i++) fake.say({ type: 'event', event: 'shutdown', payload: { reason: 'stop' } })
    expect(events).toEqual(['shutdown'])
  })
})
