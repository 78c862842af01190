import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import type { Host } from '../host.ts'
import { createRealHost } from './create-real-host.ts'

let host: Host
let stateDir: string
beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'host-'))
  const environment = { OPENCLAW_STATE_DIR: '/srv/bot', HOME: '/root' }
  host = await createRealHost({ clock: createFakeClock(), stateDir, environment, containerSocket: '/nowhere.sock' })
})
afterAll(() => rmSync(stateDir, { recursive: true, force: true }))

test('only the variables of MoltBot are told', () => {
  expect(host.system.environment()).toEqual({ OPENCLAW_STATE_DIR: '/srv/bot' })
})

test('the facts of the machine are plausible', async () => {
  const facts = await host.system.facts()
  expect(facts.memoryAvailableBytes).toBeLessThanOrEqual(facts.memoryBytes)
  expect(facts.agentUser.uid).toBe(process.getuid?.())
  expect((await host.system.users()).map(({ uid }) => uid)).toContain(process.getuid?.())
})

test('a path that does not exist yet lies on the disk of its parent', async () => {
  const disk = await host.system.diskOf(join(stateDir, 'not/yet'))
  expect(disk?.totalBytes).toBeGreaterThan(disk?.freeBytes ?? 0)
  expect(stateDir.startsWith(disk?.mount ?? '-')).toBe(true)
})

test('without an engine there are no containers', async () => {
  expect(await host.containers.list()).toEqual([])
})

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('this process is found by its number, and one that is gone is null', async () => {
    const own = await host.processes.facts(process.pid)
    expect(own).toMatchObject({ pid: process.pid, parentPid: process.ppid, uid: process.getuid?.(), state: 'running' })
    expect(own?.rssBytes).toBeGreaterThan(10_000_000)
    expect(await host.processes.facts(2 ** 30)).toBeNull()
  })

  test('the environment of a process holds only what was asked for', async () => {
    expect(await host.processes.environment(process.pid, ['PATH'])).toEqual({ PATH: process.env.PATH })
  })

  test('a listener is given to its process, before and after a second look', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const expected = [{ port, address: '127.0.0.1', uid: process.getuid?.(), pid: process.pid }]
    expect(await host.network.listeners([port])).toEqual(expected)
    expect(await host.network.listeners([port])).toEqual(expected)
    const client = connect(port, '127.0.0.1')
    await once(client, 'connect')
    expect(await host.network.peerUid(port, client.localPort ?? 0)).toBe(process.getuid?.())
    const elsewhere = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
    await once(elsewhere, 'connect')
    expect(await host.network.peerUid(port, elsewhere.localPort ?? 0)).toBeNull()
    elsewhere.destroy()
    client.destroy()
    server.close()
    await once(server, 'close')
    expect(await host.network.listeners([port])).toEqual([])
  })
})
