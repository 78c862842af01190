import { expect, test } from 'vitest'
import { HostError } from '../../../host/host.ts'
import { openMachine } from '../../../host/simulated/test/open-machine.ts'
import type { InstallSshState } from './install-state.ts'
import { createRemoteLink } from './remote-link.ts'
import { mustRun } from './remote-shell.ts'
import { password } from './test/installation.ts'

const target = { host: 'garage.example', port: 22 }

async function link(secrets: { password: string } | undefined) {
  const machine = openMachine('not-installed')
  const { ssh } = machine.effects
  const { fingerprint } = await ssh.hostKey(target, { timeoutMs: 1000 })
  const counted = { connections: 0 }
  const counting: typeof ssh = {
    hostKey: ssh.hostKey,
    connect(...args) {
      counted.connections += 1
      return ssh.connect(...args)
    },
  }
  // Only this much of the state concerns the connection.
  const state = { target, fingerprint, username: 'op' } as InstallSshState
  return { machine, counted, link: createRemoteLink({ ssh: counting, state, secrets }) }
}

const remains = () => ['a thing. Remove it there with: rm']
const work = (session: Parameters<typeof mustRun>[0]) =>
  mustRun(session, 'Removing', 'true', { as: 'user', timeoutMs: 1000 }).then(() => undefined)

test('what is taken back goes over the connection that is open', async () => {
  const { machine, link: remote, counted } = await link({ password })
  await remote.open(new AbortController().signal)
  await machine.settle(remote.takeBack(remains, work))
  expect(counted.connections).toBe(1)
})

test('a connection that was lost is opened once more', async () => {
  const { machine, link: remote, counted } = await link({ password })
  await remote.open(new AbortController().signal)
  remote.session().close()
  await machine.settle(remote.takeBack(remains, work))
  expect(counted.connections).toBe(2)
})

test('a host that cannot be reached again is asked once, and each undo says what it leaves', async () => {
  const { machine, link: remote, counted } = await link({ password })
  await remote.open(new AbortController().signal)
  machine.faults.link('cut')
  for (let undo = 0; undo < 3; undo++) {
    await expect(machine.settle(remote.takeBack(remains, work))).rejects.toMatchObject({
      remains: ['On garage.example: a thing. Remove it there with: rm'],
    })
  }
  expect(counted.connections).toBeLessThanOrEqual(2)
})

test('work that the host refuses is no reason for a second connection', async () => {
  const { machine, link: remote, counted } = await link({ password })
  await remote.open(new AbortController().signal)
  const refused = () => Promise.reject(new HostError('denied', 'no'))
  await expect(machine.settle(remote.takeBack(remains, refused))).rejects.toMatchObject({ name: 'RemainsError' })
  expect(counted.connections).toBe(1)
})

test('after a restart of the agent the credential is gone, so nothing is tried', async () => {
  const { link: remote, counted } = await link(undefined)
  await expect(remote.takeBack(remains, work)).rejects.toMatchObject({ name: 'RemainsError' })
  expect(counted.connections).toBe(0)
})
