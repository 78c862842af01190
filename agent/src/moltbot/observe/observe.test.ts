import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { openDatabase } from '../../core/database/open-database.ts'
import { HostError } from '../../host/host.ts'
import { createBootStore } from '../boots/boot-store.ts'
import { createBootKeeper } from '../boots/keep-boots.ts'
import { createFakeHost, fakeProcess } from '../test/fake-host.ts'
import { challenge, createFakeSocket, type FakeSocket, hello } from '../test/fake-socket.ts'
import { createObserver } from './observe.ts'
import type { Look } from './watch-instance.ts'

const owner = { uid: 1000, at: 0 }
const ready = { body: '{"ready":true,"failing":[],"uptimeMs":5000}' }
const token = ['a-gateway', '-token'].join('')

function arranged() {
  const fake = createFakeHost()
  const clock = createFakeClock()
  const database = openDatabase(':memory:')
  const looks: [string, Look][] = []
  const faults: string[] = []
  const sockets: FakeSocket[] = []
  fake.onOpen = () => {
    const socket = createFakeSocket()
    sockets.push(socket)
    return socket.socket
  }
  const fault = (message: string) => void faults.push(message)
  const observer = createObserver({
    host: fake.host,
    clock,
    random: () => 0,
    log: { info: () => undefined, warn: fault, error: fault },
    moltbotHome: null,
    managed: () => [],
    onSecret: () => undefined,
    redact: (text) => text.replaceAll(token, '[token]'),
    async adopt({ identity }) {
      return {
        instanceId: identity,
        boots: createBootKeeper({ store: createBootStore(database), clock, nodeId: 'n', instanceId: identity }),
      }
    },
    onLook: async (instanceId, look) => void looks.push([instanceId, look]),
    onSearched: async () => undefined,
  })
  /** An installation with a living gateway on that port. */
  const install = (name: string, pid: number, port: number) => {
    const stateDir = `/home/anna/${name}`
    fake.disk.write(`${stateDir}/openclaw.json`, `{gateway:{port:${port},auth:{token:'${token}'}}}`, owner)
    fake.processes.set(pid, fakeProcess(pid, { startedAt: clock.now() - 9000 }))
    const lock = {
      pid,
      startTime: pid * 10,
      createdAt: new Date(clock.now() - 8000).toISOString(),
      port,
      ownerId: name,
    }
    fake.disk.write(`${stateDir}/tmp/openclaw-1000/gateway.state.lock`, JSON.stringify(lock), owner)
    fake.listeners.push({ port, address: '127.0.0.1', uid: 1000, pid })
    fake.answers.set('/readyz', ready)
  }
  const states = () => observer.observed().map(({ look }) => look?.status.state)
  return { ...fake, fake, clock, observer, looks, faults, sockets, install, states }
}

test('a gateway is looked at every two seconds, never twice at a time', async () => {
  const { observer, clock, looks, install, fake } = arranged()
  install('.openclaw', 7, 18_789)
  let asking = 0
  let most = 0
  const { get } = fake.host.network
  fake.host.network.get = async (url, options) => {
    most = Math.max(most, ++asking)
    await new Promise<void>((done) => setImmediate(done))
    asking--
    return get(url, options)
  }
  await observer.start()
  const before = looks.length
  for (let i = 0; i < 10; i++) {
    await clock.advanceAsync(2000)
    for (let turn = 0; turn < 5; turn++) await clock.advanceAsync(0)
  }
  expect(looks.length - before).toBe(10)
  expect(most).toBe(1)
  await observer.stop()
})

test('one installation that hangs holds up no other', async () => {
  const { observer, clock, install, fake, looks } = arranged()
  install('.openclaw', 7, 18_789)
  install('.openclaw-work', 8, 18_790)
  await observer.start()
  const { get } = fake.host.network
  fake.host.network.get = (url, options) => (url.includes('18789') ? new Promise(() => undefined) : get(url, options))
  const before = looks.length
  await clock.advanceAsync(20_000)
  const after = looks.slice(before).map(([id]) => id)
  expect(after.filter((id) => id.endsWith('work')).length).toBeGreaterThanOrEqual(9)
  expect(after.filter((id) => !id.endsWith('work')).length).toBeLessThanOrEqual(1)
})

test('the token goes out only to the process that holds the lock', async () => {
  const { observer, clock, install, sockets, listeners, states, fake } = arranged()
  install('.openclaw', 7, 18_789)
  listeners.splice(0, 1, { port: 18_789, address: '127.0.0.1', uid: 1001, pid: 666 })
  let asked = 0
  fake.host.network.get = async () => {
    asked++
    throw new HostError('failed', 'ECONNREFUSED')
  }
  await observer.start()
  await clock.advanceAsync(30_000)
  expect(sockets).toEqual([])
  expect(asked).toBe(0)
  expect(states()).toEqual(['unknown'])
  await observer.stop()
})

test('a stranger who takes the port between two attempts to connect gets no token', async () => {
  const { observer, clock, install, fake, listeners } = arranged()
  install('.openclaw', 7, 18_789)
  let opened = 0
  fake.onOpen = () => {
    opened++
    throw new HostError('failed', 'ECONNREFUSED')
  }
  await observer.start()
  await clock.advanceAsync(0)
  expect(opened).toBe(1)
  listeners.splice(0, 1, { port: 18_789, address: '127.0.0.1', uid: 1001, pid: 666 })
  await clock.advanceAsync(60_000)
  expect(opened).toBe(1)
  await observer.stop()
})

test('a program that answers like MoltBot without holding the lock gets no token', async () => {
  const { observer, clock, install, sockets, disk, states } = arranged()
  install('.openclaw', 7, 18_789)
  disk.remove('/home/anna/.openclaw/tmp/openclaw-1000/gateway.state.lock')
  await observer.start()
  await clock.advanceAsync(30_000)
  expect(sockets).toEqual([])
  expect(states()).toEqual(['unknown'])
  await observer.stop()
})

test('another process under the number of the old gateway is not the gateway', async () => {
  const { observer, install, processes, states, sockets } = arranged()
  install('.openclaw', 7, 18_789)
  processes.set(7, fakeProcess(7, { startTicks: 71 }))
  await observer.start()
  expect(states()).not.toEqual(['running'])
  expect(sockets).toEqual([])
  await observer.stop()
})

test('the end of the session is looked into at once', async () => {
  const { observer, clock, install, sockets, processes, listeners, answers, states } = arranged()
  install('.openclaw', 7, 18_789)
  await observer.start()
  await clock.advanceAsync(0)
  sockets[0]?.say(challenge)
  sockets[0]?.answer('connect', hello)
  await clock.advanceAsync(500)
  expect(observer.observed()[0]?.look?.status.gateway_connected).toBe(true)
  processes.clear()
  listeners.length = 0
  answers.clear()
  sockets[0]?.close(1006)
  await clock.advanceAsync(0)
  expect(states()).toEqual(['stopped'])
  await observer.stop()
})

test('a look that fails is told, and the next one is made all the same', async () => {
  const { observer, clock, install, fake, faults, looks } = arranged()
  install('.openclaw', 7, 18_789)
  await observer.start()
  const { listeners } = fake.host.network
  fake.host.network.listeners = async () => {
    throw new TypeError('a bug')
  }
  await clock.advanceAsync(20_000)
  expect(faults.length).toBeGreaterThan(0)
  fake.host.network.listeners = listeners
  const before = looks.length
  await clock.advanceAsync(20_000)
  expect(looks.length).toBeGreaterThan(before)
  await observer.stop()
})

test('what the gateway said is redacted in the evidence', async () => {
  const { observer, clock, install, answers } = arranged()
  install('.openclaw', 7, 18_789)
  answers.set('/readyz', { contentType: 'text/plain', body: `here: ${token}` })
  await observer.start()
  await clock.advanceAsync(2000)
  const status = JSON.stringify(observer.observed()[0]?.look?.status)
  expect(status).toContain('[token]')
  expect(status).not.toContain(token)
  await observer.stop()
})

test('a start that failed and left its process is told from its log', async () => {
  const { observer, clock, install, disk, listeners, states } = arranged()
  install('.openclaw', 7, 18_789)
  listeners.length = 0
  const log = '/home/anna/.openclaw/gateway.log'
  disk.write('/home/anna/.openclaw/openclaw.json', `{gateway:{port:18789},logging:{file:'${log}'}}`, owner)
  await observer.start()
  await clock.advanceAsync(2000)
  expect(states()).toEqual(['starting'])
  const line = (message: string) => JSON.stringify({ time: new Date(clock.now()).toISOString(), message })
  const failure = 'gateway startup failed: no such file. Process will stay alive; fix the issue and restart.'
  disk.write(log, `${line('restart mode: in-process restart (x)')}\n${line(failure)}\n`, owner)
  await clock.advanceAsync(6000)
  expect(states()).toEqual(['wedged'])
  await observer.stop()
})

test('a look between the two locks that one start writes counts no second start', async () => {
  const { observer, clock, install, disk } = arranged()
  install('.openclaw', 7, 18_789)
  await observer.start()
  const restarts = () => observer.observed().map(({ look }) => look?.status.restart_count_24h)
  const createdAt = (ms: number) => new Date(clock.now() + ms).toISOString()
  const lock = { pid: 7, startTime: 70, port: 18_789 }
  const write = (name: string, ownerId: string, at: string) =>
    disk.write(
      `/home/anna/.openclaw/tmp/openclaw-1000/gateway.${name}.lock`,
      JSON.stringify({ ...lock, ownerId, createdAt: at }),
      owner,
    )
  write('state', 'second', createdAt(0))
  await clock.advanceAsync(2000)
  expect(restarts()).toEqual([1])
  write('3f2a', 'second', createdAt(5))
  await clock.advanceAsync(2000)
  expect(restarts()).toEqual([1])
  write('state', 'third', createdAt(10))
  await clock.advanceAsync(2000)
  expect(restarts()).toEqual([2])
  await observer.stop()
})

test('an installation that is removed is watched no more, and one that comes is found within two seconds', async () => {
  const { observer, clock, install, disk, processes, listeners } = arranged()
  await observer.start()
  expect(observer.observed()).toEqual([])
  install('.openclaw', 7, 18_789)
  await clock.advanceAsync(2000)
  expect(observer.observed()).toMatchObject([{ instanceId: '/home/anna/.openclaw' }])
  processes.clear()
  listeners.length = 0
  disk.remove('/home/anna/.openclaw')
  await clock.advanceAsync(20_000)
  expect(observer.observed()).toEqual([])
  await observer.stop()
  expect(clock.pending()).toBe(0)
})
