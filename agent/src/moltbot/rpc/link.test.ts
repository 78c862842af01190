import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { createFakeHost } from '../test/fake-host.ts'
import { challenge, createFakeSocket, type FakeSocket, hello } from '../test/fake-socket.ts'
import { createLink } from './link.ts'

const target = { url: 'ws://127.0.0.1:18789', credential: { token: 'one' } }

function arranged() {
  const clock = createFakeClock()
  const sockets: FakeSocket[] = []
  let changes = 0
  const network = {
    ...createFakeHost().host.network,
    open: async () => {
      const fake = createFakeSocket()
      sockets.push(fake)
      return fake.socket
    },
  }
  const link = createLink({
    network,
    clock,
    random: () => 0,
    platform: 'linux',
    onChange: () => changes++,
    onEvent: () => {},
  })
  const settle = () => clock.advanceAsync(0)
  const aim = async (to: Parameters<typeof link.aim>[0] = target) => {
    link.aim(to)
    await settle()
  }
  const last = () => sockets.at(-1) ?? createFakeSocket()
  const greet = async (answer: 'hello' | 'mismatch' = 'hello') => {
    last().say(challenge)
    if (answer === 'hello') last().answer('connect', hello)
    else
      last().refuse('connect', {
        code: 'INVALID_REQUEST',
        message: 'unauthorized',
        details: { code: 'AUTH_TOKEN_MISMATCH' },
      })
    await settle()
  }
  return { clock, link, sockets, aim, greet, last, settle, changes: () => changes }
}

test('it connects once, however often it is aimed', async () => {
  const { link, sockets, aim, greet } = arranged()
  await aim()
  await aim()
  await greet()
  await aim()
  expect(sockets).toHaveLength(1)
  expect(link.state()).toMatchObject({ phase: 'connected', hello: { bootId: 'boot-1' }, failures: 0 })
})

test('a lost session is opened again after a wait that grows', async () => {
  const { clock, link, sockets, aim, greet, last } = arranged()
  await aim()
  await greet()
  const waits = [1000, 2000, 4000]
  for (const wait of waits) {
    last().close(1006)
    const before = sockets.length
    await clock.advanceAsync(wait - 1)
    await aim()
    expect(sockets).toHaveLength(before)
    await clock.advanceAsync(1)
    await aim()
    expect(sockets).toHaveLength(before + 1)
  }
  await greet()
  expect(link.state()).toMatchObject({ phase: 'connected', failures: 0 })
})

test('a refused token is tried again rarely, and at once when the token changes', async () => {
  const { clock, link, sockets, aim, greet } = arranged()
  await aim()
  await greet('mismatch')
  expect(link.state()).toMatchObject({ phase: 'waiting', ending: { kind: 'refused_token' }, failures: 1 })
  await clock.advanceAsync(4000)
  await aim()
  expect(sockets).toHaveLength(1)
  await aim({ ...target, credential: { token: 'two' } })
  expect(sockets).toHaveLength(2)
  expect(sockets[1]?.closedByAgent).toBe(false)
})

test('a session that is up stays up when the token changes on disk', async () => {
  const { link, sockets, aim, greet } = arranged()
  await aim()
  await greet()
  await aim({ ...target, credential: { token: 'two' } })
  expect(sockets).toHaveLength(1)
  expect(link.state().phase).toBe('connected')
})

test('letting go closes the session, and its late end is not heard', async () => {
  const { link, aim, greet, last, changes } = arranged()
  await aim()
  await greet()
  const heard = changes()
  link.aim(null)
  last().close(1006)
  expect(last().closedByAgent).toBe(true)
  expect(link.state().phase).toBe('idle')
  expect(changes()).toBe(heard)
})

test('a session that opens after it was let go is closed', async () => {
  const { link, aim, greet, last } = arranged()
  await aim()
  link.aim(null)
  await greet()
  expect(last().closedByAgent).toBe(true)
  expect(link.state().phase).toBe('idle')
})

test('there is one call a minute, whatever is asked', async () => {
  const { clock, link, aim, greet, last } = arranged()
  await aim()
  expect(await link.call('health', {})).toBeNull()
  await greet()
  const first = link.call('health', {})
  last().answer('health', { ok: true })
  expect(await first).toEqual({ ok: true })
  expect(await link.call('config.get', {})).toBeNull()
  expect(link.callWaitMs()).toBe(60_000)
  await clock.advanceAsync(60_000)
  const second = link.call('config.get', {})
  last().refuse('config.get', { code: 'FORBIDDEN', message: 'x' })
  expect(await second).toBeNull()
  expect(last().sent.map(({ method }) => method)).toEqual(['connect', 'health', 'config.get'])
})

test('stopping leaves no timer', async () => {
  const { clock, link, aim, greet } = arranged()
  await aim()
  await greet()
  void link.call('health', {})
  link.stop()
  await clock.advanceAsync(20_000)
  expect(clock.pending()).toBe(0)
})
