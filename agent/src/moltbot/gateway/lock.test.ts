import { describe, expect, test } from 'vitest'
import type { Installation } from '../locate/installation.ts'
import { createFakeHost } from '../test/fake-host.ts'
import { parseLock, readLocks } from './lock.ts'

const lock = {
  pid: 18_326,
  ownerId: '3b0335cb-763d-4136-9162-b061809943fe',
  cronOwnerProjection: 'dynamic-default-v1',
  createdAt: '2026-11-22T23:54:58.197Z',
  configPath: '/home/anna/.openclaw/openclaw.json',
  stateDir: '/home/anna/.openclaw',
  port: 18_789,
  startTime: 144_852,
}
const installation = { stateDir: '/home/anna/.openclaw', ownerUid: 1000 } as Installation

test('a lock is read through its padding', () => {
  expect(parseLock('/l', `${JSON.stringify(lock, null, 2)}\n\t\t \t   \t\t `)).toEqual({
    path: '/l',
    pid: 18_326,
    startTicks: 144_852,
    ownerId: lock.ownerId,
    createdAt: Date.parse(lock.createdAt),
    port: 18_789,
    configPath: lock.configPath,
  })
})

describe('what is no lock is nothing', () => {
  test.each([
    ['', ''],
    ['half of it', JSON.stringify(lock).slice(0, 60)],
    ['a list', '[1]'],
    ['no process', JSON.stringify({ ...lock, pid: undefined })],
    ['a process that cannot be', JSON.stringify({ ...lock, pid: -1 })],
    ['a process in words', JSON.stringify({ ...lock, pid: '18326' })],
    ['no start', JSON.stringify({ ...lock, startTime: null })],
    ['a time in words', JSON.stringify({ ...lock, createdAt: 'yesterday' })],
  ])('%s', (_, text) => {
    expect(parseLock('/l', text)).toBeNull()
  })
})

test('a port that cannot be is left out', () => {
  expect(parseLock('/l', JSON.stringify({ ...lock, port: 99_999_999 }))?.port).toBeNull()
})

test('both locks of a state directory are found, the coordinators beside them are not read', async () => {
  const { host, disk } = createFakeHost()
  const at = { uid: 1000, at: 0 }
  const folder = '/home/anna/.openclaw/tmp/openclaw-1000'
  disk.write(`${folder}/gateway.state.lock`, JSON.stringify(lock), at)
  disk.write(`${folder}/gateway.82a1fc94.lock`, JSON.stringify({ ...lock, pid: 7 }), at)
  disk.write(`${folder}/gateway.state.lock.sqlite`, JSON.stringify({ ...lock, pid: 8 }), at)
  disk.write(`${folder}/device-identity.lock`, JSON.stringify({ ...lock, pid: 9 }), at)
  expect((await readLocks(host, installation)).map(({ pid }) => pid)).toEqual([7, 18_326])
})

test('a lock of somebody else is refused, not believed', async () => {
  const { host, disk } = createFakeHost()
  disk.write('/home/anna/.openclaw/tmp/openclaw-1000/gateway.state.lock', JSON.stringify(lock), { uid: 0, at: 0 })
  await expect(readLocks(host, installation)).rejects.toMatchObject({ reason: 'unsafe' })
})
