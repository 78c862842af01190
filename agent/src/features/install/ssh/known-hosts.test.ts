import { expect, test } from 'vitest'
import { createFakeClock } from '../../../core/clock.fake.ts'
import { openDatabase } from '../../../core/database/open-database.ts'
import { createKnownHosts } from './known-hosts.ts'

const target = { host: 'garage.example', port: 22 }
const first = { type: 'ssh-ed25519', fingerprint: 'SHA256:first' }
const second = { type: 'ssh-ed25519', fingerprint: 'SHA256:second' }

test('a confirmed key is known for that host and port, with who confirmed it first', async () => {
  const clock = createFakeClock()
  const knownHosts = createKnownHosts({ database: openDatabase(':memory:'), clock, nodeId: 'n' })
  expect(await knownHosts.find(target)).toBeNull()
  await knownHosts.confirm(target, first, 'user:anna')
  const at = clock.now()
  clock.advance(1000)
  await knownHosts.confirm(target, first, 'user:ben')
  expect(await knownHosts.find(target)).toEqual({ ...first, firstSeen: at, confirmedBy: 'user:anna' })
  expect(await knownHosts.find({ ...target, port: 2222 })).toBeNull()
})

test('another key takes the place of the one before', async () => {
  const clock = createFakeClock()
  const knownHosts = createKnownHosts({ database: openDatabase(':memory:'), clock, nodeId: 'n' })
  await knownHosts.confirm(target, first, 'user:anna')
  clock.advance(1000)
  await knownHosts.confirm(target, second, 'user:ben')
  expect(await knownHosts.find(target)).toEqual({ ...second, firstSeen: clock.now(), confirmedBy: 'user:ben' })
})
